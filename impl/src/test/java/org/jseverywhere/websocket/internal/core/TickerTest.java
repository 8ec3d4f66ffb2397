package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.internal.core.TimingWheel.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TickerTest {

  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
  private final Recorder recorder = new Recorder();
  private Ticker ticker = new Ticker(this::newThread, LONG);

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void close() {
    ticker.close();
  }

  @Test
  void hasNoThreadBeforeTheFirstTimer() {
    assertThat(threads).isEmpty();
  }

  @Test
  void oneThreadExpiresAllTimers() throws InterruptedException {
    ticker.arm(timer("a"), 1);
    recorder.await(1);
    ticker.arm(timer("b"), 1);
    ticker.arm(timer("c"), 1);

    assertThat(recorder.await(3)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(threads).hasSize(1);
    assertThat(threads.take().isAlive()).isTrue();
  }

  @Test
  void aCancelledTimerDoesNotExpire() {
    Timer cancelled = timer("cancelled");
    ticker.arm(cancelled, LONG);
    assertThat(ticker.cancel(cancelled)).isTrue();
    ticker.arm(timer("a"), 1);

    assertThat(recorder.await(1)).containsExactly("a");
    assertThat(ticker.cancel(cancelled)).isFalse();
  }

  @Test
  void aTimerThatFailsDoesNotEndTheOthers() {
    ticker.arm(
        new Timer() {
          @Override
          protected void expired() {
            recorder.add("failed");
            throw new AssertionError("deliberate");
          }
        },
        1);
    recorder.await(1);
    ticker.arm(timer("a"), 1);

    assertThat(recorder.await(2)).containsExactly("failed", "a");
    assertThat(threads).hasSize(1);
  }

  @Test
  void theThreadEndsWhenIdleAndAnotherOneStartsWhenNeeded() throws InterruptedException {
    ticker = new Ticker(this::newThread, 1);
    ticker.arm(timer("a"), 1);
    recorder.await(1);
    threads.take().join();
    ticker.arm(timer("b"), 1);

    assertThat(recorder.await(2)).containsExactly("a", "b");
    threads.take().join();
  }

  @Test
  void closingEndsTheThreadAndNothingExpiresAnyMore() throws InterruptedException {
    ticker.arm(timer("a"), LONG);
    Thread thread = threads.take();
    ticker.close();
    thread.join();

    ticker.arm(timer("b"), 1);
    assertThat(threads).isEmpty();
    assertThat(recorder.entries()).isEmpty();
  }

  @Test
  void closingHoldsBackWhatIsDueAtTheSameTime() throws InterruptedException {
    for (String name : List.of("first", "second")) {
      ticker.arm(
          new Timer() {
            @Override
            protected void expired() {
              recorder.add(name);
              ticker.close();
            }
          },
          1);
    }
    threads.take().join();

    assertThat(recorder.entries()).containsExactly("first");
  }

  @Test
  void aThreadThatCannotBeStartedIsTriedAgain() {
    ThreadFactory second = this::newThread;
    boolean[] failed = {false};
    ticker =
        new Ticker(
            task -> {
              if (failed[0]) {
                return second.newThread(task);
              }
              failed[0] = true;
              return new Thread(task) {
                @Override
                public synchronized void start() {
                  throw new OutOfMemoryError("deliberate");
                }
              };
            },
            LONG);
    try {
      ticker.arm(timer("a"), 1);
    } catch (OutOfMemoryError e) {
      recorder.add("thrown");
    }
    ticker.arm(timer("b"), 1);

    assertThat(recorder.await(3)).containsExactlyInAnyOrder("thrown", "a", "b");
  }

  private Timer timer(String name) {
    return new Timer() {
      @Override
      protected void expired() {
        recorder.add(name);
      }
    };
  }
}
