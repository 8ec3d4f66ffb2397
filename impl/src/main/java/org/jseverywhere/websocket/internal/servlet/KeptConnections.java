package org.jseverywhere.websocket.internal.servlet;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The connections of one application that stay for the answer to a close frame. Threads: any. */
final class KeptConnections {

  /** How long the end of the application waits for answers. */
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();

  @GuardedBy("lock")
  private final Set<GuardedConnection> kept = new HashSet<>();

  void add(GuardedConnection connection) {
    lock.lock();
    try {
      kept.add(connection);
    } finally {
      lock.unlock();
    }
  }

  void remove(GuardedConnection connection) {
    lock.lock();
    try {
      if (kept.remove(connection) && kept.isEmpty()) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits a little for those that have not answered, and ends them: no clock will any more. */
  void close() {
    left().forEach(GuardedConnection::end);
  }

  private List<GuardedConnection> left() {
    long left = TIMEOUT_NANOS;
    lock.lock();
    try {
      while (!kept.isEmpty() && left > 0) {
        left = empty.awaitNanos(left);
      }
      return List.copyOf(kept);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }
}
