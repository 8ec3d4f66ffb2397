package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one client can send ahead of a busy handler, on a container that would read on and
 * keep it all. The container's threads only leave here what has arrived; past the limit of pending
 * messages it is told to pause, and to resume when half of them are done. What it has read by then
 * is still taken. Threads: any; one at a time calls {@link #take}, as one at a time reads.
 */
public final class Intake {

  /** The reading side of a connection. Threads: any, one at a time. */
  public interface Reading {

    /** Reads no more, but for what has been read by now. */
    void pause();

    /** Reads again. */
    void resume();
  }

  private final Reading reading;
  private final int limit;
  private final Executor executor;
  private final SerialDrain handling = SerialDrain.of(this::handleNext);
  private final SerialDrain switching = SerialDrain.of(this::switchReading);
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);

  @GuardedBy("lock")
  private boolean full;

  @GuardedBy("lock")
  private boolean paused;

  /** For the connection of a client of this server. */
  public Intake(Server server, Reading reading) {
    this(reading, server.options().maxPendingMessages(), server.application().elsewhere());
  }

  Intake(Reading reading, int limit, Executor executor) {
    this.reading = reading;
    this.limit = limit;
    this.executor = executor;
  }

  /**
   * Takes what has arrived, and returns at once.
   *
   * @param arrival handles it, on another thread and after all that came before
   */
  public void take(Runnable arrival) {
    boolean switches;
    lock.lock();
    try {
      waiting.add(arrival);
      full |= waiting.size() >= limit;
      switches = full != paused;
    } finally {
      lock.unlock();
    }
    if (switches) {
      switching.wake(Runnable::run);
    }
    handling.wake(executor);
  }

  private boolean handleNext() {
    Runnable next;
    boolean switches;
    lock.lock();
    try {
      next = waiting.poll();
      full &= waiting.size() > limit / 2;
      switches = full != paused;
    } finally {
      lock.unlock();
    }
    if (switches) {
      switching.wake(Runnable::run);
    }
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  /** Not under the lock, and so by a drain: else an old pause could come after a new resume. */
  private boolean switchReading() {
    Runnable change = null;
    lock.lock();
    try {
      if (full != paused) {
        paused = full;
        change = paused ? reading::pause : reading::resume;
      }
    } finally {
      lock.unlock();
    }
    return run(change);
  }

  private static boolean run(@Nullable Runnable change) {
    if (change == null) {
      return false;
    }
    change.run();
    return true;
  }
}
