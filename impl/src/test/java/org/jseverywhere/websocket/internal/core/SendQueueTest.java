package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.internal.core.SendQueue.Offer;
import org.junit.jupiter.api.Test;

class SendQueueTest {

  private final List<Throwable> failures = new ArrayList<>();
  private final InlineLine writers = new InlineLine();
  private final PortCounters counters = new PortCounters();

  private SendQueue queue(Transport transport, long limitBytes) {
    return new SendQueue(
        transport,
        writers,
        counters,
        limitBytes,
        OverflowPolicy.CLOSE,
        new SendQueue.Owner() {
          @Override
          public void watch() {}

          @Override
          public void writeFailed(Throwable failure) {
            failures.add(failure);
          }

          @Override
          public void low() {}
        });
  }

  /** As from a thread that is not inside a handler. */
  private Offer offer(SendQueue queue, String text) {
    Offer offer = queue.offer(Message.of(text), false, 0);
    writers.wake();
    return offer;
  }

  @Test
  void oneMessageIsWrittenAtATimeInOrder() {
    InMemoryTransport transport = InMemoryTransport.holding();
    SendQueue queue = queue(transport, 100);

    offer(queue, "1");
    offer(queue, "2");
    offer(queue, "3");
    assertThat(transport.written()).containsExactly("1");

    transport.release();
    assertThat(transport.written()).containsExactly("1", "2", "3");
  }

  @Test
  void bufferedBytesFallWhenAMessageWasWritten() {
    InMemoryTransport transport = InMemoryTransport.holding();
    SendQueue queue = queue(transport, 100);

    offer(queue, "é");
    offer(queue, "abc");
    assertThat(queue.bufferedBytes()).isEqualTo(5);

    transport.release();
    assertThat(queue.bufferedBytes()).isZero();
  }

  @Test
  void theLimitIsExactAndTheRefusedIsCounted() {
    SendQueue queue = queue(InMemoryTransport.holding(), 10);

    assertThat(offer(queue, "12345")).isEqualTo(Offer.QUEUED);
    assertThat(offer(queue, "67890")).isEqualTo(Offer.QUEUED);
    assertThat(offer(queue, "x")).isEqualTo(Offer.REFUSED_FULL);
    assertThat(queue.bufferedBytes()).isEqualTo(11);
  }

  @Test
  void aSingleMessageOverTheLimitIsWrittenIfNothingElseWaits() {
    InMemoryTransport transport = new InMemoryTransport();
    SendQueue queue = queue(transport, 3);

    assertThat(offer(queue, "12345")).isEqualTo(Offer.QUEUED);
    assertThat(transport.written()).containsExactly("12345");
  }

  @Test
  void evenEmptyMessagesAreBounded() {
    SendQueue queue = queue(InMemoryTransport.holding(), 3);

    IntStream.range(0, 3).forEach(i -> assertThat(offer(queue, "")).isEqualTo(Offer.QUEUED));
    assertThat(offer(queue, "")).isEqualTo(Offer.REFUSED_FULL);
    assertThat(queue.bufferedBytes()).isZero();
  }

  @Test
  void whatIsOfferedAfterTheCloseIsRefusedAndCountedForEver() {
    InMemoryTransport transport = InMemoryTransport.holding();
    SendQueue queue = queue(transport, 100);
    offer(queue, "1");
    queue.closeAfterLast(() -> transport.close(1000, ""));

    assertThat(offer(queue, "late")).isEqualTo(Offer.REFUSED_CLOSED);
    assertThat(transport.written()).containsExactly("1");
    transport.release();

    assertThat(transport.written()).containsExactly("1", "close 1000");
    assertThat(queue.bufferedBytes()).isEqualTo(4);
  }

  @Test
  void closingNowDropsWhatWaits() {
    InMemoryTransport transport = InMemoryTransport.holding();
    SendQueue queue = queue(transport, 100);
    offer(queue, "1");
    offer(queue, "2");
    queue.closeAfterLast(() -> transport.close(1000, ""));
    queue.closeNow();
    transport.release();

    assertThat(transport.written()).containsExactly("1");
  }

  @Test
  void aFailedWriteEndsTheQueueOnce() {
    InMemoryTransport transport = InMemoryTransport.holding();
    SendQueue queue = queue(transport, 100);
    offer(queue, "1");
    offer(queue, "2");

    IOException failure = new IOException("reset");
    transport.fail(failure);

    assertThat(failures).containsExactly(failure);
    assertThat(transport.written()).containsExactly("1");
    assertThat(offer(queue, "3")).isEqualTo(Offer.REFUSED_CLOSED);
  }

  @Test
  void aPingLeavesBeforeTheMessagesThatWaitAndIsNoMessage() {
    InMemoryTransport transport = InMemoryTransport.holding();
    SendQueue queue = queue(transport, 100);
    offer(queue, "1");
    offer(queue, "2");

    queue.ping(ByteBuffer.allocate(4).putInt(0, 7));
    queue.ping(ByteBuffer.allocate(4).putInt(0, 8));
    transport.release();

    assertThat(transport.await(3)).containsExactly("1", "ping 8", "2");
    assertThat(transport.overlapped()).isFalse();
    assertThat(queue.bufferedBytes()).isZero();
  }

  @Test
  void aClosedQueueSendsNoPing() {
    InMemoryTransport transport = new InMemoryTransport();
    SendQueue queue = queue(transport, 100);
    queue.closeNow();

    queue.ping(ByteBuffer.allocate(4));

    assertThat(queue.isWriting()).isFalse();
    assertThat(transport.written()).isEmpty();
  }

  @Test
  void aTransportThatThrowsIsAFailedWrite() {
    IllegalStateException failure = new IllegalStateException("closed");
    offer(queue(throwing(() -> failure), 100), "1");

    assertThat(failures).containsExactly(failure);
  }

  @Test
  void aTransportThatHasNoMemoryLeftIsAFailedWrite() {
    OutOfMemoryError failure = new OutOfMemoryError("Java heap space");
    Transport full =
        throwing(
            () -> {
              throw failure;
            });
    offer(queue(full, 100), "1");
    SendQueue pinged = queue(full, 100);
    pinged.ping(ByteBuffer.allocate(4));
    writers.wake();

    assertThat(failures).containsExactly(failure, failure);
  }

  private static Transport throwing(Supplier<RuntimeException> failure) {
    return new Transport() {
      @Override
      public void write(Message message, Completion completion) {
        throw failure.get();
      }

      @Override
      public void ping(ByteBuffer payload, Completion completion) {
        throw failure.get();
      }

      @Override
      public void close(int code, String reason) {}

      @Override
      public void drop() {}
    };
  }

  @Test
  void manyThreadsLoseNothingAndKeepTheirOwnOrder() throws InterruptedException {
    InMemoryTransport transport = new InMemoryTransport();
    SendQueue queue = queue(transport, Long.MAX_VALUE);
    int threads = 8;
    int each = 5_000;
    CountDownLatch finished = new CountDownLatch(threads);
    AtomicInteger refused = new AtomicInteger();
    for (int t = 0; t < threads; t++) {
      String name = t + ":";
      new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  if (offer(queue, name + i) != Offer.QUEUED) {
                    refused.incrementAndGet();
                  }
                }
                finished.countDown();
              })
          .start();
    }
    assertThat(finished.await(60, TimeUnit.SECONDS)).isTrue();
    CountDownLatch empty = new CountDownLatch(1);
    queue.closeAfterLast(empty::countDown);
    assertThat(empty.await(60, TimeUnit.SECONDS)).isTrue();

    assertThat(refused).hasValue(0);
    assertThat(transport.overlapped()).isFalse();
    for (int t = 0; t < threads; t++) {
      String name = t + ":";
      assertThat(transport.written().stream().filter(m -> m.startsWith(name)))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> name + i).toList());
    }
    assertThat(queue.bufferedBytes()).isZero();
  }
}
