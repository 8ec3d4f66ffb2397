package org.jseverywhere.websocket.internal.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CallbacksTest {

  private static final int MANY = 1_000;

  /** Twice what is long. */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

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
        SerialDrain.of(
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

  @Test
  void whoseCallsAreLongWaitsForItsLikeOnly() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    int[] calls = {0};
    SerialDrain slow =
        SerialDrain.of(
            () -> {
              calls[0]++;
              if (calls[0] <= 2) {
                spin(LONG_NANOS);
              } else {
                begun.countDown();
                await(end);
              }
              return calls[0] < 3;
            });
    slow.wake(callbacks);
    begun.await();

    // The only thread there may be for calls that are not known to take long.
    callbacks.execute(() -> called.add("other"));
    assertThat(called.poll(10, SECONDS)).isEqualTo("other");
    end.countDown();
  }

  @Test
  void whoseCallsAreExpectedToBeLongDoesToo() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    callbacks.execute(() -> await(end));
    SerialDrain slow = SerialDrain.of(() -> !called.add("slow"));
    slow.expectLong();
    slow.wake(callbacks);

    assertThat(called.poll(10, SECONDS)).isEqualTo("slow");
    end.countDown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerExpectsOfTheNextClientWhatItHasSeenOfTheLast(boolean takesLong)
      throws InterruptedException {
    ClassLoader here = Thread.currentThread().getContextClassLoader();
    Application application = new Application(here);
    InMemoryHost host = new InMemoryHost();
    application.attach(host);
    try {
      Server server = application.open(WebSocketServerOptions.of("/slow").build());
      server.onMessage(event -> spin(takesLong ? LONG_NANOS : 0));
      // Not a thread of the application: its callbacks are for those that it has itself.
      Thread.currentThread().setContextClassLoader(null);
      ClientPort port = host.connect("/slow", new InMemoryTransport());
      for (int i = 0; i < 3; i++) {
        port.received(Message.of("x"));
      }
      port.lost();
      while (server.headcount() > 0) {
        Thread.onSpinWait();
      }

      assertThat(host.connect("/slow", new InMemoryTransport()).handlesLong()).isEqualTo(takesLong);
    } finally {
      Thread.currentThread().setContextClassLoader(here);
      application.close();
    }
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
