package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.internal.core.TimingWheel.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingWheelTest {

  private static final long TICK = 10;
  private static final int SLOTS = 8;

  /** The clock may say anything, and pass from positive to negative. */
  private static final long START = Long.MAX_VALUE - 45;

  private final TimingWheel wheel = new TimingWheel(TICK, SLOTS, START);
  private final List<String> expired = new ArrayList<>();

  @Test
  void expiresAtItsTickAndOnce() {
    wheel.arm(timer("a"), START, 20);

    advance(19);
    assertThat(expired).isEmpty();
    advance(20);
    assertThat(expired).containsExactly("a");
    advance(500);
    assertThat(expired).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 25, 29, 30})
  void neverExpiresEarly(long delay) {
    wheel.arm(timer("a"), START, delay);

    advance(29);
    assertThat(expired).isEmpty();
    advance(30);
    assertThat(expired).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {-100, 0, 1})
  void whatIsDueAlreadyExpiresWithTheNextTick(long delay) {
    wheel.arm(timer("a"), START, delay);

    advance(9);
    assertThat(expired).isEmpty();
    advance(10);
    assertThat(expired).containsExactly("a");
  }

  @Test
  void delaysCountFromNowAndNotFromTheLastAdvance() {
    wheel.arm(timer("a"), START + 25, 10);

    advance(34);
    assertThat(expired).isEmpty();
    advance(40);
    assertThat(expired).containsExactly("a");
  }

  @Test
  void aLongDelayTakesSeveralRounds() {
    long rounds = 3 * SLOTS * TICK;
    wheel.arm(timer("long"), START, rounds + 20);
    wheel.arm(timer("short"), START, 20);

    for (long time = TICK; time < rounds + 20; time += TICK) {
      advance(time);
    }
    assertThat(expired).containsExactly("short");
    advance(rounds + 20);
    assertThat(expired).containsExactly("short", "long");
  }

  @Test
  void theLongestDelayIsNoShortOne() {
    wheel.arm(timer("never"), START + 25, Long.MAX_VALUE);

    advance(100 * SLOTS * TICK);
    assertThat(expired).isEmpty();
    assertThat(wheel.isEmpty()).isFalse();
  }

  @Test
  void afterALongPauseAllThatIsDueExpires() {
    IntStream.rangeClosed(1, 3 * SLOTS).forEach(i -> wheel.arm(timer("t" + i), START, i * TICK));
    wheel.arm(timer("later"), START, 4 * SLOTS * TICK);

    advance(3 * SLOTS * TICK);
    assertThat(expired)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 3 * SLOTS).mapToObj(i -> "t" + i).toList());
    advance(4 * SLOTS * TICK);
    assertThat(expired).contains("later");
  }

  @Test
  void expiresInTheOrderOfTicks() {
    wheel.arm(timer("3"), START, 30);
    wheel.arm(timer("1"), START, 10);
    wheel.arm(timer("2"), START, 20);

    advance(50);
    assertThat(expired).containsExactly("1", "2", "3");
  }

  @Test
  void aCancelledTimerDoesNotExpireAndCanBeArmedAgain() {
    Timer timer = timer("a");
    wheel.arm(timer, START, 20);

    assertThat(wheel.cancel(timer)).isTrue();
    assertThat(wheel.cancel(timer)).isFalse();
    advance(30);
    assertThat(expired).isEmpty();
    wheel.arm(timer, START + 30, 20);
    advance(50);
    assertThat(expired).containsExactly("a");
    assertThat(wheel.cancel(timer)).isFalse();
  }

  @Test
  void armingAgainMovesIt() {
    Timer timer = timer("a");
    wheel.arm(timer, START, 20);
    wheel.arm(timer, START, 40);
    advance(30);
    assertThat(expired).isEmpty();
    wheel.arm(timer, START + 30, 10);
    advance(40);
    assertThat(expired).containsExactly("a");
    assertThat(wheel.isEmpty()).isTrue();
  }

  @Test
  void oneThatExpiresCancelsAndMovesOthersThatAreDue() {
    Timer cancelled = timer("cancelled");
    Timer moved = timer("moved");
    AtomicBoolean wasArmed = new AtomicBoolean();
    Timer first =
        timer(
            "first",
            () -> {
              wasArmed.set(wheel.cancel(cancelled));
              wheel.arm(moved, START + 10, 20);
            });
    wheel.arm(first, START, 10);
    wheel.arm(cancelled, START, 10);
    wheel.arm(moved, START, 10);

    advance(10);
    assertThat(expired).containsExactly("first");
    assertThat(wasArmed).isTrue();
    advance(30);
    assertThat(expired).containsExactly("first", "moved");
  }

  @Test
  void oneThatExpiresIsNotArmedAndCanArmItself() {
    List<Boolean> cancelled = new ArrayList<>();
    List<Timer> self = new ArrayList<>();
    Timer timer =
        timer(
            "a",
            () -> {
              cancelled.add(wheel.cancel(self.get(0)));
              wheel.arm(self.get(0), START + 10L * expired.size(), 10);
            });
    self.add(timer);
    wheel.arm(timer, START, 10);

    advance(10);
    assertThat(expired).containsExactly("a");
    advance(20);
    advance(30);
    assertThat(expired).containsExactly("a", "a", "a");
    assertThat(cancelled).containsOnly(false);
    assertThat(wheel.cancel(timer)).isTrue();
    assertThat(wheel.isEmpty()).isTrue();
  }

  /** An endless loop otherwise. */
  @Test
  @Timeout(20)
  void oneThatArmsItselfWithoutDelayWaitsForTheNextAdvance() {
    List<Timer> self = new ArrayList<>();
    self.add(timer("a", () -> wheel.arm(self.get(0), START, 0)));
    wheel.arm(self.get(0), START, 0);

    advance(50);
    assertThat(expired).containsExactly("a");
    advance(60);
    assertThat(expired).containsExactly("a", "a");
  }

  @Test
  void whatATimerThrowsDoesNotLoseTheOthers() {
    wheel.arm(
        timer(
            "bad",
            () -> {
              throw new IllegalStateException("deliberate");
            }),
        START,
        10);
    wheel.arm(timer("good"), START, 10);

    assertThatThrownBy(() -> advance(10)).hasMessage("deliberate");
    advance(11);
    assertThat(expired).containsExactly("bad", "good");
  }

  @Test
  void saysWhetherTheFirstWasArmedAndWhetherAnyIs() {
    Timer a = timer("a");
    assertThat(wheel.isEmpty()).isTrue();
    assertThat(wheel.arm(a, START, 10)).isTrue();
    assertThat(wheel.arm(a, START, 20)).isFalse();
    assertThat(wheel.arm(timer("b"), START, 10)).isFalse();
    wheel.cancel(a);
    assertThat(wheel.isEmpty()).isFalse();
    advance(10);
    assertThat(wheel.isEmpty()).isTrue();
    assertThat(wheel.arm(a, START, 10)).isTrue();
  }

  @Test
  void timeThatGoesBackIsNoHarm() {
    wheel.arm(timer("a"), START, 20);
    advance(10);
    advance(0);
    advance(20);
    assertThat(expired).containsExactly("a");
  }

  @Test
  void theNumberOfSlotsIsAPowerOfTwo() {
    assertThatThrownBy(() -> new TimingWheel(TICK, 12, 0)).hasMessageContaining("12");
    assertThatThrownBy(() -> new TimingWheel(0, SLOTS, 0)).hasMessageContaining("0");
  }

  /** Each arming ends in exactly one expiry or one successful cancel. */
  @Test
  @Timeout(60)
  void threadsArmAndCancelWhileTimePasses() throws InterruptedException {
    int rounds = 20_000;
    AtomicInteger expiries = new AtomicInteger();
    AtomicInteger cancels = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch together = new CountDownLatch(3);
    Runnable arming =
        () -> {
          together.countDown();
          for (int i = 0; i < rounds; i++) {
            CountDownLatch once = new CountDownLatch(1);
            Timer timer =
                new Timer() {
                  @Override
                  protected void expired() {
                    expiries.incrementAndGet();
                    once.countDown();
                  }
                };
            wheel.arm(timer, START, i % 3 * TICK);
            if (i % 2 == 0 && wheel.cancel(timer)) {
              cancels.incrementAndGet();
            } else {
              awaitUnchecked(once);
            }
          }
        };
    Thread time =
        new Thread(
            () -> {
              together.countDown();
              for (long now = TICK; !done.get(); now += TICK) {
                wheel.advance(START + now);
              }
            });
    List<Thread> threads = List.of(new Thread(arming), new Thread(arming));
    time.start();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    done.set(true);
    time.join();

    assertThat(expiries.get() + cancels.get()).isEqualTo(2 * rounds);
    assertThat(wheel.isEmpty()).isTrue();
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void advance(long time) {
    wheel.advance(START + time);
  }

  private Timer timer(String name) {
    return timer(name, () -> {});
  }

  private Timer timer(String name, Runnable action) {
    return new Timer() {
      @Override
      protected void expired() {
        expired.add(name);
        action.run();
      }
    };
  }
}
