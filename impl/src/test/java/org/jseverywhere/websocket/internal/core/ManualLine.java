package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;

/** A line in which queues stand until the test lets a writer come. */
final class ManualLine implements SendQueue.Line {

  private final Queue<SendQueue> line = new ArrayDeque<>();
  private final Message[] chunk = new Message[SendQueue.MAX_CHUNK];
  private int wakes;

  @Override
  public synchronized void ready(SendQueue queue) {
    line.add(queue);
  }

  @Override
  public synchronized void wake() {
    wakes++;
  }

  synchronized int wakes() {
    return wakes;
  }

  synchronized int waiting() {
    return line.size();
  }

  /** A writer comes to the first in line. */
  void writeNext() {
    writeNext(true);
  }

  void writeNext(boolean batch) {
    SendQueue first;
    synchronized (this) {
      first = line.remove();
    }
    first.writeNext(chunk, batch);
    assertThat(chunk).as("what the writer keeps").containsOnlyNulls();
  }

  /** Writers come as long as anybody stands in line. */
  void writeAll() {
    while (waiting() > 0) {
      writeNext();
    }
  }
}
