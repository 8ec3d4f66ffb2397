package org.jseverywhere.websocket.internal.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/**
 * Closes the clients of one server one after the other, spread over a time, and then the server.
 * Threads: one step after the other.
 */
final class Drain extends TimingWheel.Timer {

  private final Server server;
  private final Application application;
  private final Queue<ClientPort> left;
  private final int total;
  private final long beginNanos = System.nanoTime();
  private final long nanos;

  Drain(Server server, Collection<ClientPort> ports, long nanos) {
    this.server = server;
    this.application = server.application();
    this.left = new ArrayDeque<>(ports);
    this.total = left.size();
    this.nanos = nanos;
  }

  /** Closes those whose time has come: at first one, in the end all. */
  void step() {
    long elapsed = System.nanoTime() - beginNanos;
    long due = elapsed >= nanos ? total : 1 + (long) ((double) total * elapsed / nanos);
    while (!left.isEmpty() && total - left.size() < due) {
      left.remove().closeAfterLast(CloseCodes.GOING_AWAY, "");
    }
    if (left.isEmpty()) {
      server.close();
    } else {
      application.ticker().arm(this, nanos / total);
    }
  }

  @Override
  protected void expired() {
    application.elsewhere().execute(this::step);
  }
}
