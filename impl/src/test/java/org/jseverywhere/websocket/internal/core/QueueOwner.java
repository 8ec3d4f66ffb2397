package org.jseverywhere.websocket.internal.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a queue tells. */
final class QueueOwner implements SendQueue.Owner {

  final AtomicInteger watches = new AtomicInteger();
  final AtomicInteger lows = new AtomicInteger();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** One permit for each {@link #watch}. */
  final Semaphore watched = new Semaphore(0);

  @Override
  public void watch() {
    watches.incrementAndGet();
    watched.release();
  }

  @Override
  public void writeFailed(Throwable failure) {
    failures.add(failure);
  }

  @Override
  public void low() {
    lows.incrementAndGet();
  }
}
