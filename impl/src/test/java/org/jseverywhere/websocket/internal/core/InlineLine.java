package org.jseverywhere.websocket.internal.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes on the thread that wakes it, as if a writer had come at once. */
final class InlineLine implements SendQueue.Line {

  private final Queue<SendQueue> line = new ConcurrentLinkedQueue<>();
  private final SerialDrain drain = SerialDrain.of(this::writeNext);
  private final Message[] chunk = new Message[SendQueue.MAX_CHUNK];

  @Override
  public void ready(SendQueue queue) {
    line.add(queue);
  }

  @Override
  public void wake() {
    drain.wake(Runnable::run);
  }

  private boolean writeNext() {
    SendQueue next = line.poll();
    if (next != null) {
      next.writeNext(chunk, true);
    }
    return next != null;
  }
}
