package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that take all at once, as a network does that is never full. */
final class Sink implements Transport {

  private final AtomicLong taken;
  private final int batchBytes;

  /**
   * A connection.
   *
   * @param taken where to count messages
   * @param batchBytes what may leave together; 0 for a connection that takes one at a time, and so
   *     gains nothing by gathering replies
   */
  Sink(AtomicLong taken, int batchBytes) {
    this.taken = taken;
    this.batchBytes = batchBytes;
  }

  @Override
  public int batchBytes() {
    return batchBytes;
  }

  @Override
  public boolean has(Trait trait) {
    return trait == Trait.GATHERS_REPLIES && batchBytes > 0;
  }

  @Override
  public void write(Message message, Completion completion) {
    taken.lazySet(taken.get() + 1);
    completion.done(null);
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    taken.lazySet(taken.get() + count);
    completion.done(null);
  }

  @Override
  public void ping(ByteBuffer payload, Completion completion) {
    completion.done(null);
  }

  @Override
  public void close(int code, String reason) {}

  @Override
  public void drop() {}
}
