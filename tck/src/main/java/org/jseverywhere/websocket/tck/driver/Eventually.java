package org.jseverywhere.websocket.tck.driver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
    return ask(
        state,
        reached,
        late -> {
          throw new AssertionError("Not reached in time; the state is " + late);
        });
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
    return ask(state, reached, late -> late);
  }

  /** What must be may itself have to be asked for, and then it is another one the next time. */
  private static <T> T ask(Supplier<T> state, Predicate<T> reached, UnaryOperator<T> otherwise) {
    long deadline = System.nanoTime() + TckTimeouts.CURRENT.arrival().toNanos();
    T now = state.get();
    while (!reached.test(now)) {
      if (System.nanoTime() >= deadline) {
        return otherwise.apply(now);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      now = state.get();
    }
    return now;
  }
}
