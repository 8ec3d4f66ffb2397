package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BooleanSupplier;

/**
 * Does work step by step on one thread at a time. A wake-up while a step runs, from another thread
 * or from inside the step, only asks for one more round: so completions that arrive inside the call
 * that they complete iterate where they would otherwise recurse until the stack overflows, as they
 * do on containers that call back on the sender's thread. Threads: any.
 */
abstract class SerialDrain implements Runnable {

  private static final AtomicIntegerFieldUpdater<SerialDrain> WAKE_UPS =
      AtomicIntegerFieldUpdater.newUpdater(SerialDrain.class, "wakeUps");

  private volatile int wakeUps;

  /**
   * Whether turns take long, as the last two have shown that were alike: of one the thread may have
   * lost the processor, or had nothing but an easy step to do. Written by whoever is at it, and
   * read by who wakes it.
   */
  private volatile boolean areLong;

  /** The last turn. */
  private boolean wasLong;

  /** A drain of these {@linkplain #step steps}. */
  static SerialDrain of(BooleanSupplier step) {
    return new SerialDrain() {
      @Override
      boolean step() {
        return step.getAsBoolean();
      }
    };
  }

  /** Does one piece of work; false if there was none. It must not throw. */
  abstract boolean step();

  /** Sees to it that all work there is now gets done; by the executor if nobody is at it. */
  final void wake(Executor executor) {
    if (WAKE_UPS.getAndIncrement(this) == 0) {
      try {
        executor.execute(this);
      } catch (RejectedExecutionException applicationGone) {
        wakeUps = 0;
      }
    }
  }

  /** For executors only: does the steps, as the one that is at it. */
  @Override
  public final void run() {
    int seen = wakeUps;
    do {
      boolean more = true;
      while (more) {
        more = step();
      }
      seen = WAKE_UPS.addAndGet(this, -seen);
    } while (seen != 0);
  }

  /**
   * For executors with others to serve, in place of {@link #run}: does some steps.
   *
   * @param most how many at most
   * @param longNanos after how long no other one begins
   * @return false if there may be more: then this, or {@link #run}, has to be called again
   */
  final boolean turn(int most, long longNanos) {
    long begin = System.nanoTime();
    int left = most;
    int seen = wakeUps;
    do {
      while (step()) {
        left--;
        boolean isLong = System.nanoTime() - begin >= longNanos;
        if (isLong == wasLong && isLong != areLong) {
          areLong = isLong;
        }
        wasLong = isLong;
        if (left == 0 || isLong) {
          return false;
        }
      }
      seen = WAKE_UPS.addAndGet(this, -seen);
    } while (seen != 0);
    return true;
  }

  /** The next turn probably takes long: so did those of others like this one. */
  final void expectLong() {
    wasLong = true;
    areLong = true;
  }

  /** Whether turns take as long as one may. */
  final boolean isLong() {
    return areLong;
  }
}
