package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jseverywhere.websocket.internal.core.TimingWheel.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the {@link TimingWheel} of one application on, by one thread: started with the first timer,
 * ended when none has been armed for a while and at the latest with the application. It wakes up
 * once per tick while a timer is armed, and not at all otherwise.
 *
 * <p>Threads: any. Timers expire on the thread of this ticker.
 */
final class Ticker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** One round is 25.6 seconds: most timers need no second one. */
  private static final int SLOTS = 512;

  private final ThreadFactory threads;
  private final long idleNanos;
  private final TimingWheel wheel = new TimingWheel(TICK_NANOS, SLOTS, System.nanoTime());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What moves the wheel; null while nothing has to. Written under the lock. */
  private volatile @Nullable Thread thread;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * A ticker that has no thread yet.
   *
   * @param threads makes the thread, a daemon
   * @param idleNanos how long that thread stays without a timer
   */
  Ticker(ThreadFactory threads, long idleNanos) {
    this.threads = threads;
    this.idleNanos = idleNanos;
  }

  /**
   * Arms a timer, or moves it to the new time; without effect once this is closed.
   *
   * @param timer what is to expire
   * @param delayNanos after how long; 50 ms are one tick
   */
  void arm(Timer timer, long delayNanos) {
    // Only the first timer has to wake the thread: while there is one it looks at every tick.
    if (wheel.arm(timer, System.nanoTime(), delayNanos) || thread == null) {
      wake();
    }
  }

  private void wake() {
    Thread started;
    lock.lock();
    try {
      if (closed || thread != null) {
        changed.signalAll();
        return;
      }
      started = threads.newThread(this::run);
      thread = started;
    } finally {
      lock.unlock();
    }
    boolean running = false;
    try {
      started.start();
      running = true;
    } finally {
      if (!running) {
        // The system is out of threads: the next timer tries again.
        ended();
      }
    }
  }

  private void ended() {
    lock.lock();
    try {
      thread = null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a timer out.
   *
   * @return false if it was not armed, has expired or is just doing so
   */
  boolean cancel(Timer timer) {
    return wheel.cancel(timer);
  }

  private void run() {
    while (awaitTick()) {
      try {
        wheel.advance(System.nanoTime());
      } catch (RuntimeException | Error e) {
        // The timers of other clients must go on.
        LOG.log(System.Logger.Level.WARNING, "A timer failed; the others go on.", e);
      }
    }
  }

  /** Waits for the next tick; false if there is nothing to wait for, and this thread ends. */
  private boolean awaitTick() {
    lock.lock();
    try {
      long idle = idleNanos;
      while (!closed && wheel.isEmpty() && idle > 0) {
        idle = changed.awaitNanos(idle);
      }
      // Asked again: who arms the first timer after this has the lock after us, and sees no thread.
      if (closed || wheel.isEmpty()) {
        thread = null;
        return false;
      }
      long tick = TICK_NANOS;
      while (!closed && tick > 0) {
        tick = changed.awaitNanos(tick);
      }
      return true;
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt it; a timer that does ends only the wait.
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; what is armed does not expire any more. */
  @Override
  public void close() {
    wheel.stop();
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
