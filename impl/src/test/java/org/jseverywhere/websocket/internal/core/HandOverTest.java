package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.internal.core.SendQueue.Offer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many short races for the place of the writer, each of them for another moment. */
@Timeout(120)
class HandOverTest {

  private static final int ROUNDS = 3_000;
  private static final int SENDERS = 3;
  private static final int EACH = 12;

  /** In which the others take part while one ends the queue. */
  private final ExecutorService racers = Executors.newFixedThreadPool(SENDERS + 1);

  /** On which writes complete. */
  private final ExecutorService network = Executors.newFixedThreadPool(2);

  private final Lookout lookout = new Lookout(HandOverTest::newThread, 1_000_000_000);
  private final Writers writers =
      new Writers(HandOverTest::newThread, lookout, 2, TimeUnit.SECONDS.toNanos(10));

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "hand-over");
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void close() {
    racers.shutdownNow();
    network.shutdownNow();
    writers.close();
    lookout.close();
  }

  private enum End {
    AFTER_LAST,
    NOW,
    FAILURE
  }

  @Test
  void whatWasQueuedBeforeTheCloseIsWrittenOnceAndThenTheCloseFrame() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      Round round = new Round(i, End.AFTER_LAST);
      round.run();
      assertThat(round.closed.await(20, TimeUnit.SECONDS)).as("closed in round %s", i).isTrue();
      round.expectOneWriter();
      round.expectAllQueuedWritten();
      assertThat(round.ends).hasValue(1);
      assertThat(round.owner.failures).isEmpty();
    }
  }

  @Test
  void closingAtOnceLosesOnlyWhatWaits() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      Round round = new Round(i, End.NOW);
      round.run();
      round.awaitAccounted();
      round.expectOneWriter();
      round.expectNoGaps();
      assertThat(round.ends).hasValue(0);
      assertThat(round.owner.failures).isEmpty();
    }
  }

  @Test
  void aFailedWriteIsToldOnceAndIsTheLast() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      Round round = new Round(i, End.FAILURE);
      round.run();
      round.awaitAccounted();
      round.expectOneWriter();
      round.expectNoGaps();
      assertThat(round.owner.failures).as("failures in round %s", i).hasSize(1);
      assertThat(round.wroteAfterFailure).isFalse();
    }
  }

  /** One queue, its senders, and who ends it. */
  private final class Round implements Transport {

    final QueueOwner owner = new QueueOwner();
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger ends = new AtomicInteger();
    volatile boolean wroteAfterFailure;
    private final PortCounters counters = new PortCounters();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger offered = new AtomicInteger();
    private final List<List<String>> accepted = new ArrayList<>();
    private final int number;
    private final End end;
    private final int failsAt;
    private final SendQueue queue;
    private volatile boolean overlapped;
    private volatile boolean failed;

    /** Guarded by the one writer, which is what is tested. */
    private final List<String> written = new ArrayList<>();

    Round(int number, End end) {
      this.number = number;
      this.end = end;
      failsAt = end == End.FAILURE ? 1 + number % 3 : -1;
      queue = new SendQueue(this, writers, counters, Long.MAX_VALUE, OverflowPolicy.CLOSE, owner);
    }

    void run() throws InterruptedException {
      CyclicBarrier start = new CyclicBarrier(SENDERS + 1);
      CountDownLatch over = new CountDownLatch(SENDERS + 1);
      for (int s = 0; s < SENDERS; s++) {
        List<String> mine = new ArrayList<>();
        accepted.add(mine);
        String name = s + ":";
        race(start, over, () -> send(name, mine));
      }
      race(start, over, this::end);
      assertThat(over.await(20, TimeUnit.SECONDS)).as("round %s is over", number).isTrue();
    }

    private void race(CyclicBarrier start, CountDownLatch over, Runnable part) {
      racers.execute(
          () -> {
            try {
              start.await();
              part.run();
            } catch (InterruptedException | BrokenBarrierException e) {
              Thread.currentThread().interrupt();
            } finally {
              over.countDown();
            }
          });
    }

    private void send(String name, List<String> mine) {
      for (int i = 0; i < EACH; i++) {
        boolean direct = (i + number) % 3 == 0;
        Offer offer = queue.offer(Message.of(name + i), direct, 0);
        writers.wake();
        offered.incrementAndGet();
        if (offer == Offer.QUEUED) {
          queued.incrementAndGet();
          mine.add(name + i);
        }
      }
    }

    private void end() {
      for (int pause = number % 211 * 20; pause > 0; pause--) {
        Thread.onSpinWait();
      }
      if (end == End.AFTER_LAST) {
        queue.closeAfterLast(
            () -> {
              ends.incrementAndGet();
              closed.countDown();
            });
      } else if (end == End.NOW) {
        queue.closeNow();
      }
    }

    @Override
    public int batchBytes() {
      return number % 2 == 0 ? 60 : 0;
    }

    @Override
    public void write(Message message, Completion completion) {
      write(new Message[] {message}, 1, completion);
    }

    @Override
    public void write(Message[] messages, int count, Completion completion) {
      overlapped |= inside.incrementAndGet() != 1;
      wroteAfterFailure |= failed;
      int write = writes.incrementAndGet();
      if (write == failsAt) {
        failed = true;
        if (number % 2 == 0) {
          inside.decrementAndGet();
          throw new IllegalStateException("reset");
        }
      } else {
        for (int i = 0; i < count; i++) {
          written.add(messages[i].text());
        }
      }
      IOException failure = write == failsAt ? new IOException("reset") : null;
      if ((write + number) % 3 == 0) {
        complete(completion, failure);
      } else {
        network.execute(() -> complete(completion, failure));
      }
    }

    private void complete(Completion completion, @Nullable IOException failure) {
      inside.decrementAndGet();
      completion.done(failure);
    }

    @Override
    public void ping(ByteBuffer payload, Completion completion) {
      completion.done(null);
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}

    void expectOneWriter() {
      assertThat(overlapped).as("two writes at once in round %s", number).isFalse();
    }

    void expectAllQueuedWritten() {
      assertThat(written).as("written in round %s", number).hasSize(queued.get());
      for (int s = 0; s < SENDERS; s++) {
        String name = s + ":";
        assertThat(written.stream().filter(text -> text.startsWith(name)))
            .containsExactlyElementsOf(accepted.get(s));
      }
      assertThat(counters.snapshot().messagesSent()).isEqualTo(queued.get());
    }

    /** Of each sender the first ones were written, in their order. */
    void expectNoGaps() {
      for (int s = 0; s < SENDERS; s++) {
        String name = s + ":";
        List<String> its = written.stream().filter(text -> text.startsWith(name)).toList();
        assertThat(its).isEqualTo(accepted.get(s).subList(0, its.size()));
      }
    }

    /** Waits until each message was sent or dropped. */
    void awaitAccounted() {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (accounted() != offered.get() || (end == End.FAILURE && owner.failures.isEmpty())) {
        assertThat(System.nanoTime() - deadline)
            .as("%s of %s messages accounted for in round %s", accounted(), offered, number)
            .isNegative();
        Thread.onSpinWait();
      }
    }

    private long accounted() {
      return counters.snapshot().messagesSent()
          + counters.snapshot().messagesDropped(DropReason.CLOSED);
    }
  }
}
