package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.PortStatistics;
import org.jseverywhere.websocket.internal.core.SendQueue.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a queue does with messages that do not fit. */
@Timeout(60)
class SendQueuePolicyTest {

  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final ChunkTransport transport = new ChunkTransport(0);
  private final ManualLine line = new ManualLine();
  private final PortCounters counters = new PortCounters();
  private final QueueOwner owner = new QueueOwner();

  /** A queue with limit 5; one byte is being written. */
  private SendQueue busy(OverflowPolicy policy) {
    SendQueue queue = new SendQueue(transport, line, counters, 5, policy, owner);
    assertThat(offer(queue, "1")).isEqualTo(Offer.QUEUED);
    line.writeNext();
    return queue;
  }

  private static Offer offer(SendQueue queue, String text) {
    return queue.offer(Message.of(text), false, 0);
  }

  private static Offer offerLatest(SendQueue queue, String key, String text) {
    return queue.offer(Message.of(text).latest(key), false, 0);
  }

  private void expectWritten(String... texts) {
    for (int i = 1; i < texts.length; i++) {
      transport.complete();
      line.writeNext();
    }
    transport.complete();
    assertThat(line.waiting()).isZero();
    assertThat(transport.writes()).containsExactly(texts);
  }

  private void expectDropped(DropReason reason, long count) {
    PortStatistics statistics = counters.snapshot();
    assertThat(statistics.messagesDropped(reason)).isEqualTo(count);
    assertThat(statistics.messagesDropped()).as("for any reason").isEqualTo(count);
  }

  @Test
  void closeRefusesAndKeepsWhatWaits() {
    SendQueue queue = busy(OverflowPolicy.CLOSE);
    offer(queue, "2345");

    assertThat(offer(queue, "6")).isEqualTo(Offer.REFUSED_FULL);
    assertThat(queue.bufferedBytes()).isEqualTo(6);
    expectDropped(DropReason.OVERFLOW_NEWEST, 1);
    expectWritten("1", "2345");
  }

  @Test
  void dropNewestDropsWhatDoesNotFit() {
    SendQueue queue = busy(OverflowPolicy.DROP_NEWEST);
    offer(queue, "22");

    assertThat(offer(queue, "333")).isEqualTo(Offer.DROPPED);
    assertThat(offer(queue, "44")).isEqualTo(Offer.QUEUED);
    assertThat(queue.bufferedBytes()).isEqualTo(5);
    expectDropped(DropReason.OVERFLOW_NEWEST, 1);
    expectWritten("1", "22", "44");
    assertThat(queue.bufferedBytes()).isZero();
  }

  @Test
  void dropOldestMakesRoomAndNoMore() {
    SendQueue queue = busy(OverflowPolicy.DROP_OLDEST);
    offer(queue, "2");
    offer(queue, "3");
    offer(queue, "44");

    assertThat(offer(queue, "55")).isEqualTo(Offer.QUEUED);
    assertThat(queue.bufferedBytes()).isEqualTo(5);
    expectDropped(DropReason.OVERFLOW_OLDEST, 2);
    expectWritten("1", "44", "55");
    assertThat(queue.bufferedBytes()).isZero();
  }

  @Test
  void dropOldestQueuesWhatIsLargerThanTheLimitWhenNothingIsLeftToDrop() {
    SendQueue queue = busy(OverflowPolicy.DROP_OLDEST);
    offer(queue, "22");

    assertThat(offer(queue, "a large one")).isEqualTo(Offer.QUEUED);
    expectWritten("1", "a large one");
  }

  @Test
  void conflateDropsWhatHasALaterOneOfItsKey() {
    SendQueue queue = busy(OverflowPolicy.CONFLATE);
    offerLatest(queue, "k", "22");
    offer(queue, "33");

    assertThat(offerLatest(queue, "k", "44")).isEqualTo(Offer.QUEUED);
    assertThat(queue.bufferedBytes()).isEqualTo(5);
    expectDropped(DropReason.CONFLATED, 1);
    expectWritten("1", "33", "44");
    assertThat(queue.bufferedBytes()).isZero();
  }

  @Test
  void conflateKeepsAllThatFits() {
    SendQueue queue = busy(OverflowPolicy.CONFLATE);
    offerLatest(queue, "k", "22");
    offerLatest(queue, "k", "33");

    expectDropped(DropReason.CONFLATED, 0);
    expectWritten("1", "22", "33");
  }

  @Test
  void conflateRefusesWhatDoesNotFitEvenThen() {
    SendQueue queue = busy(OverflowPolicy.CONFLATE);
    offer(queue, "2");
    offerLatest(queue, "k", "33");

    assertThat(offerLatest(queue, "k", "4444")).isEqualTo(Offer.REFUSED_FULL);
  }

  @Test
  void blockWaitsForRoom() throws ExecutionException, InterruptedException {
    SendQueue queue = busy(OverflowPolicy.BLOCK);
    CompletableFuture<Offer> waiting = offerAside(queue, "2345 ", LONG);

    transport.complete();

    assertThat(waiting.get()).isEqualTo(Offer.QUEUED);
    line.writeNext();
    transport.complete();
    assertThat(transport.writes()).containsExactly("1", "2345 ");
  }

  @Test
  void blockWaitsNoLongerThanAllowed() {
    SendQueue queue = busy(OverflowPolicy.BLOCK);

    assertThat(queue.offer(Message.of("2345 "), false, 1)).isEqualTo(Offer.REFUSED_FULL);
    expectDropped(DropReason.OVERFLOW_NEWEST, 1);
  }

  @Test
  void closingEndsTheWait() throws ExecutionException, InterruptedException {
    SendQueue queue = busy(OverflowPolicy.BLOCK);
    CompletableFuture<Offer> waiting = offerAside(queue, "2345 ", LONG);

    queue.closeNow();

    assertThat(waiting.get()).isEqualTo(Offer.REFUSED_CLOSED);
  }

  @Test
  void anInterruptEndsTheWait() throws ExecutionException, InterruptedException {
    SendQueue queue = busy(OverflowPolicy.BLOCK);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              Offer offer = queue.offer(Message.of("2345 "), false, LONG);
              interrupted.complete(
                  offer == Offer.DROPPED && Thread.currentThread().isInterrupted());
            });
    thread.start();
    awaitWaiting(thread);

    thread.interrupt();

    assertThat(interrupted.get()).isTrue();
    expectWritten("1");
  }

  @Test
  void aHigherLimitEndsTheWait() throws ExecutionException, InterruptedException, TimeoutException {
    SendQueue queue = busy(OverflowPolicy.BLOCK);
    CompletableFuture<Offer> waiting = offerAside(queue, "2345 ", LONG);

    queue.limitBytes(6);

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(Offer.QUEUED);
  }

  @Test
  void anotherPolicyEndsTheWait()
      throws ExecutionException, InterruptedException, TimeoutException {
    SendQueue queue = busy(OverflowPolicy.BLOCK);
    CompletableFuture<Offer> waiting = offerAside(queue, "2345 ", LONG);

    queue.policy(OverflowPolicy.DROP_NEWEST);

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(Offer.DROPPED);
  }

  @Test
  void theLimitCanBeChanged() {
    SendQueue queue = busy(OverflowPolicy.DROP_NEWEST);

    queue.limitBytes(7);
    assertThat(queue.limitBytes()).isEqualTo(7);
    assertThat(offer(queue, "234567")).isEqualTo(Offer.QUEUED);
    queue.limitBytes(1);
    assertThat(offer(queue, "")).isEqualTo(Offer.DROPPED);
    expectWritten("1", "234567");
    assertThat(offer(queue, "")).isEqualTo(Offer.QUEUED);
  }

  @Test
  void tellsWhenWhatWaitsFallsToTheMark() {
    SendQueue queue = busy(OverflowPolicy.CLOSE);
    queue.lowBytes(2);
    queue.tellLow(true);
    offer(queue, "22");
    offer(queue, "33");

    transport.complete();
    assertThat(owner.lows).as("with 4 bytes left").hasValue(0);
    line.writeNext();
    transport.complete();
    assertThat(owner.lows).as("with 2 bytes left").hasValue(1);
    line.writeNext();
    transport.complete();
    assertThat(owner.lows).as("with nothing left").hasValue(1);
  }

  @Test
  void tellsNobodyWhoDoesNotListenAndNothingAfterTheClose() {
    SendQueue queue = busy(OverflowPolicy.CLOSE);
    transport.complete();
    assertThat(owner.lows).hasValue(0);

    queue.tellLow(true);
    offer(queue, "2");
    line.writeNext();
    queue.closeAfterLast(() -> {});
    transport.complete();
    assertThat(owner.lows).hasValue(0);
  }

  private static CompletableFuture<Offer> offerAside(SendQueue queue, String text, long nanos) {
    CompletableFuture<Offer> result = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> result.complete(queue.offer(Message.of(text), false, nanos)), "offering");
    thread.setDaemon(true);
    thread.start();
    awaitWaiting(thread);
    return result;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
      Thread.onSpinWait();
    }
  }
}
