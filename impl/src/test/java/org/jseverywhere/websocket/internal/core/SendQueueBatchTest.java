package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.internal.core.SendQueue.Offer;
import org.jseverywhere.websocket.internal.core.Transport.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What leaves together, and how a client is watched that takes nothing. */
@Timeout(60)
class SendQueueBatchTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final int ENOUGH = 100_000;

  private final ManualLine line = new ManualLine();
  private final QueueOwner owner = new QueueOwner();

  private SendQueue queue(Transport transport) {
    return new SendQueue(
        transport, line, new PortCounters(), Long.MAX_VALUE, OverflowPolicy.CLOSE, owner);
  }

  private static void offer(SendQueue queue, String... texts) {
    for (String text : texts) {
      assertThat(queue.offer(Message.of(text), false, 0)).isEqualTo(Offer.QUEUED);
    }
  }

  private static void offerMany(SendQueue queue, int count) {
    offer(queue, IntStream.range(0, count).mapToObj(i -> "m").toArray(String[]::new));
  }

  private static String batch(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m").collect(Collectors.joining(" ", "[", "]"));
  }

  @Test
  void whatWaitsLeavesTogether() {
    ChunkTransport transport = new ChunkTransport(ENOUGH);
    SendQueue queue = queue(transport);
    offer(queue, "1");
    line.writeNext();
    offer(queue, "2", "3", "4");
    assertThat(line.waiting()).as("in line during a write").isZero();

    transport.complete();
    assertThat(line.wakes()).isEqualTo(1);
    line.writeNext();
    transport.complete();

    assertThat(transport.writes()).containsExactly("[1]", "[2 3 4]");
    assertThat(queue.bufferedBytes()).isZero();
    assertThat(line.waiting()).isZero();
  }

  @Test
  void noMoreThanSixtyFourLeaveTogether() {
    ChunkTransport transport = new ChunkTransport(ENOUGH);
    offerMany(queue(transport), 130);

    while (line.waiting() > 0) {
      line.writeNext();
      transport.complete();
    }

    assertThat(transport.writes()).containsExactly(batch(64), batch(64), batch(2));
  }

  @Test
  void noMoreBytesThanTheTransportAllowsNowLeaveTogether() {
    ChunkTransport transport = new ChunkTransport(22);
    SendQueue queue = queue(transport);
    offer(queue, "1", "2", "3", "larger than 22 bytes", "5", "6");

    line.writeNext();
    transport.complete();
    line.writeNext();
    transport.complete();
    line.writeNext();
    transport.complete();
    transport.batchBytes(0);
    line.writeNext();
    transport.complete();
    line.writeNext();

    assertThat(transport.writes())
        .containsExactly("[1 2]", "[3]", "[larger than 22 bytes]", "5", "6");
  }

  @Test
  void aWriterThatMustNotBatchWritesOne() {
    ChunkTransport transport = new ChunkTransport(ENOUGH);
    offer(queue(transport), "1", "2", "3");

    line.writeNext(false);
    transport.complete();
    line.writeNext(true);

    assertThat(transport.writes()).containsExactly("1", "[2 3]");
  }

  @Test
  void aDirectReplyIsWrittenOnlyIfNothingWaits() {
    ChunkTransport transport = new ChunkTransport(ENOUGH);
    SendQueue queue = queue(transport);

    queue.offer(Message.of("1"), true, 0);
    assertThat(transport.writes()).containsExactly("1");
    queue.offer(Message.of("2"), true, 0);
    assertThat(transport.writes()).as("during a write").containsExactly("1");

    transport.complete();
    queue.offer(Message.of("3"), true, 0);
    assertThat(transport.writes()).as("behind one that waits").containsExactly("1");
    line.writeNext();
    transport.complete();
    queue.offer(Message.of("4"), true, 0);
    assertThat(transport.writes()).containsExactly("1", "[2 3]", "4");
    assertThat(line.waiting()).isZero();
  }

  @Test
  void aSuspectGetsOneAtATimeUntilItHasTakenSeveral() {
    ChunkTransport transport = new ChunkTransport(ENOUGH);
    SendQueue queue = queue(transport);
    offerMany(queue, SendQueue.MAX_CHUNK + 3);

    queue.suspect();
    assertThat(owner.watches).hasValue(1);
    for (int i = 0; i < SendQueue.MAX_CHUNK; i++) {
      line.writeNext();
      transport.complete();
    }
    assertThat(transport.writes()).hasSize(SendQueue.MAX_CHUNK).containsOnly("m");
    line.writeNext();
    assertThat(transport.writes()).endsWith(batch(3));
  }

  @Test
  void mayBlockWithEitherTrait() {
    assertThat(queue(new ChunkTransport(0)).mayBlock()).isFalse();
    assertThat(queue(new ChunkTransport(0, Trait.REPORTS_PROGRESS)).mayBlock()).isFalse();
    assertThat(queue(new ChunkTransport(0, Trait.WRITE_MAY_BLOCK)).mayBlock()).isTrue();
    assertThat(queue(new ChunkTransport(0, Trait.BATCH_MAY_BLOCK)).mayBlock()).isTrue();
  }

  @Test
  void nobodyWatchesWritesThatCompleteAtOnce() {
    SendQueue queue = queue(new InMemoryTransport());
    offer(queue, "1", "2");
    line.writeAll();

    assertThat(owner.watches).hasValue(0);
    assertThat(queue.patience(HOUR)).isEqualTo(Write.NOTHING);
  }

  @Test
  void isWatchedOnceUntilNothingIsWritten() {
    ChunkTransport transport = new ChunkTransport(0);
    SendQueue queue = queue(transport);
    offer(queue, "1", "2");
    line.writeNext();
    assertThat(owner.watches).hasValue(1);
    assertThat(queue.patience(HOUR)).isPositive().isLessThanOrEqualTo(HOUR);

    transport.complete();
    line.writeNext();
    assertThat(owner.watches).as("with the next write").hasValue(1);
    transport.complete();
    assertThat(queue.patience(HOUR)).isEqualTo(Write.NOTHING);

    offer(queue, "3");
    line.writeNext();
    assertThat(owner.watches).as("after nobody watched").hasValue(2);
  }

  @Test
  void patienceIsOverWhenTheTimeIs() {
    SendQueue queue = queue(new ChunkTransport(0));
    offer(queue, "1");
    line.writeNext();

    assertThat(queue.patience(0)).isNotPositive();
  }

  @Test
  void patienceBeginsAgainWithEachWrite() {
    ChunkTransport transport = new ChunkTransport(0);
    SendQueue queue = queue(transport);
    offer(queue, "1");
    line.writeNext();
    transport.complete();
    letTimePass();

    long begin = System.nanoTime();
    offer(queue, "2");
    line.writeNext();
    long left = queue.patience(HOUR);
    assertThat(HOUR - left).as("used up").isLessThanOrEqualTo(System.nanoTime() - begin);
  }

  @Test
  void patienceBeginsAgainWithADirectReply() {
    ChunkTransport transport = new ChunkTransport(0);
    SendQueue queue = queue(transport);
    queue.offer(Message.of("1"), true, 0);
    transport.complete();
    letTimePass();

    long begin = System.nanoTime();
    queue.offer(Message.of("2"), true, 0);
    long left = queue.patience(HOUR);
    assertThat(HOUR - left).as("used up").isLessThanOrEqualTo(System.nanoTime() - begin);
  }

  @Test
  void patienceBeginsAgainWithProgress() {
    ChunkTransport transport = new ChunkTransport(0, Trait.REPORTS_PROGRESS);
    SendQueue queue = queue(transport);
    offer(queue, "1");
    line.writeNext();
    letTimePass();

    long begin = System.nanoTime();
    transport.progress();
    long left = queue.patience(HOUR);
    assertThat(HOUR - left).as("used up").isLessThanOrEqualTo(System.nanoTime() - begin);
  }

  @Test
  void aLargeMessageHasMoreTimeWhereOnlyItsEndIsTold() {
    Message large = Message.of(Blob.of(new byte[1024 * 1024]));
    SendQueue telling = queue(new ChunkTransport(0, Trait.REPORTS_PROGRESS));
    SendQueue silent = queue(new ChunkTransport(0));
    telling.offer(large, true, 0);
    silent.offer(large, true, 0);

    assertThat(telling.patience(HOUR)).isPositive().isLessThanOrEqualTo(HOUR);
    assertThat(silent.patience(HOUR)).isBetween(4 * HOUR, 5 * HOUR);
  }

  /** So that the clock is seen to have moved. */
  private static void letTimePass() {
    long end = System.nanoTime() + 20_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
