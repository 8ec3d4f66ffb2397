package org.jseverywhere.websocket.benchmarks.server;

/**
 * In what containers differ for a program that sends.
 *
 * @param overlappingSends whether an asynchronous send may be called while another is on its way
 * @param batchesBlocking whether batches leave through the blocking remote endpoint
 */
public record Traits(boolean overlappingSends, boolean batchesBlocking) {

  /** The usual: asynchronous sends may overlap, and batches leave asynchronously. */
  public static final Traits USUAL = new Traits(true, false);
}
