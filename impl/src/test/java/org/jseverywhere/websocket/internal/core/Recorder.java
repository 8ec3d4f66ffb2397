package org.jseverywhere.websocket.internal.core;

import java.util.ArrayList;
import java.util.List;

/** What happened, in order; waits for what happens on other threads. */
final class Recorder {

  private final List<String> entries = new ArrayList<>();

  synchronized void add(String entry) {
    entries.add(entry);
    notifyAll();
  }

  synchronized List<String> entries() {
    return List.copyOf(entries);
  }

  /** Waits until there are so many entries. */
  synchronized List<String> await(int count) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (entries.size() < count) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new AssertionError("Waited for " + count + " entries, but found " + entries);
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    return List.copyOf(entries);
  }
}
