package org.jseverywhere.websocket.tck.driver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.fixture.Fields;

/** Waits for a state that no event announces. */
public final class Eventually {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Eventually() {}

  /**
   * Asks again until the answer is as it must be.
   *
   * @param state asks
   * @param reached what it must be
   * @return the answer
   */
  public static Fields eventually(Supplier<Fields> state, Predicate<Fields> reached) {
    Fields now = inTime(state, reached);
    if (!reached.test(now)) {
      throw new AssertionError("Not reached in time; the state is " + now);
    }
    return now;
  }

  /**
   * Asks again until the answer is as it must be, or the time has passed.
   *
   * @param <T> what is answered
   * @param state asks
   * @param reached what it must be
   * @return the last answer
   */
  public static <T> T inTime(Supplier<T> state, Predicate<T> reached) {
    long deadline = System.nanoTime() + TckTimeouts.CURRENT.arrival().toNanos();
    T now = state.get();
    while (!reached.test(now) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE_NANOS);
      now = state.get();
    }
    return now;
  }
}
