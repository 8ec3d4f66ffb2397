package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Does work step by step on one thread at a time. A wake-up while a step runs, from another thread
 * or from inside the step, only asks for one more round: so completions that arrive inside the call
 * that they complete iterate where they would otherwise recurse until the stack overflows, as they
 * do on containers that call back on the sender's thread. Threads: any.
 */
final class SerialDrain implements Runnable {

  private final BooleanSupplier step;
  private final AtomicInteger wakeUps = new AtomicInteger();

  /**
   * A drain of these steps.
   *
   * @param step does one piece of work; false if there was none. It must not throw.
   */
  SerialDrain(BooleanSupplier step) {
    this.step = step;
  }

  /** Sees to it that all work there is now gets done; by the executor if nobody is at it. */
  void wake(Executor executor) {
    if (wakeUps.getAndIncrement() == 0) {
      try {
        executor.execute(this);
      } catch (RejectedExecutionException applicationGone) {
        wakeUps.set(0);
      }
    }
  }

  /** For executors only: does the steps, as the one that is at it. */
  @Override
  public void run() {
    boolean done = false;
    while (!done) {
      done = turn(Integer.MAX_VALUE);
    }
  }

  /**
   * For executors with others to serve, in place of {@link #run}: does some steps.
   *
   * @param most how many at most
   * @return false if there may be more: then this, or {@link #run}, has to be called again
   */
  boolean turn(int most) {
    int left = most;
    int seen = wakeUps.get();
    do {
      while (step.getAsBoolean()) {
        left--;
        if (left == 0) {
          return false;
        }
      }
      seen = wakeUps.addAndGet(-seen);
    } while (seen != 0);
    return true;
  }
}
