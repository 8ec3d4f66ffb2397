package org.jseverywhere.websocket.internal.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallbacksTest {

  private static final int MANY = 1_000;

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final Lookout blind = new Lookout(task -> new Thread(() -> {}), HOUR);
  private final Callbacks callbacks = new Callbacks(CallbacksTest::daemon, blind, 1, 1, HOUR);
  private final BlockingQueue<String> called = new LinkedBlockingQueue<>();

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void close() {
    callbacks.close();
    blind.close();
  }

  @Test
  void whoHasMuchToBeToldDoesNotKeepTheThread() throws InterruptedException {
    CountDownLatch allWait = new CountDownLatch(1);
    callbacks.execute(() -> await(allWait));
    int[] left = {MANY};
    SerialDrain flood =
        new SerialDrain(
            () -> {
              called.add("flood");
              left[0]--;
              return left[0] > 0;
            });
    flood.wake(callbacks);
    callbacks.execute(() -> called.add("other"));
    allWait.countDown();

    List<String> seen = new ArrayList<>();
    for (int i = 0; i <= MANY; i++) {
      seen.add(called.poll(10, SECONDS));
    }
    assertThat(seen).containsOnlyOnce("other").doesNotContainNull();
    assertThat(seen.indexOf("other")).isBetween(1, MANY / 2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
