package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialDrainTest {

  @Test
  void twoTurnsAlikeTellWhetherTheyAreLongAndOneDoesNot() {
    SerialDrain drain = SerialDrain.of(() -> true);
    // Every turn is as long as nothing, and none as long as for ever.
    drain.turn(1, 0);
    assertThat(drain.isLong()).isFalse();
    drain.turn(1, 0);
    assertThat(drain.isLong()).isTrue();
    drain.turn(1, Long.MAX_VALUE);
    assertThat(drain.isLong()).isTrue();
    drain.turn(1, Long.MAX_VALUE);
    assertThat(drain.isLong()).isFalse();
  }

  @Test
  void aWakeUpFromInsideAStepIteratesInsteadOfRecursing() {
    AtomicInteger remaining = new AtomicInteger(100_000);
    AtomicInteger depth = new AtomicInteger();
    AtomicInteger deepest = new AtomicInteger();
    SerialDrain[] drain = new SerialDrain[1];
    drain[0] =
        SerialDrain.of(
            () -> {
              deepest.accumulateAndGet(depth.incrementAndGet(), Math::max);
              boolean more = remaining.getAndDecrement() > 0;
              if (more) {
                drain[0].wake(Runnable::run);
              }
              depth.decrementAndGet();
              return false;
            });

    drain[0].wake(Runnable::run);

    assertThat(remaining).hasValue(-1);
    assertThat(deepest).hasValue(1);
  }

  @Test
  void stepsNeverOverlapAndNoWakeUpIsLost() throws InterruptedException {
    int threads = 8;
    int each = 20_000;
    AtomicInteger work = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    SerialDrain drain =
        SerialDrain.of(
            () -> {
              if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
              }
              boolean some = work.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
              if (some) {
                done.incrementAndGet();
              }
              inside.decrementAndGet();
              return some;
            });
    ExecutorService executor = Executors.newFixedThreadPool(2);
    CountDownLatch finished = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      boolean direct = t % 2 == 0;
      new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  work.incrementAndGet();
                  drain.wake(direct ? Runnable::run : executor);
                }
                finished.countDown();
              })
          .start();
    }
    assertThat(finished.await(60, TimeUnit.SECONDS)).isTrue();
    executor.shutdown();
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    assertThat(done).hasValue(threads * each);
    assertThat(overlaps).hasValue(0);
  }

  @Test
  void anExecutorThatIsGoneLeavesTheDrainUsable() {
    AtomicInteger steps = new AtomicInteger();
    SerialDrain drain = SerialDrain.of(() -> steps.incrementAndGet() < 0);
    ExecutorService gone = Executors.newSingleThreadExecutor();
    gone.shutdown();

    drain.wake(gone);
    drain.wake(Runnable::run);

    assertThat(steps).hasValue(1);
  }
}
