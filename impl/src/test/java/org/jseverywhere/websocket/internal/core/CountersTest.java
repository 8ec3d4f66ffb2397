package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.DropReason.CLOSED;
import static org.jseverywhere.websocket.DropReason.CONFLATED;
import static org.jseverywhere.websocket.DropReason.OVERFLOW_NEWEST;
import static org.jseverywhere.websocket.DropReason.OVERFLOW_OLDEST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.PortStatistics;
import org.jseverywhere.websocket.ServerStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CountersTest {

  private final ServerCounters server = new ServerCounters();

  @Test
  void aNewPortHasZeros() {
    PortStatistics zero = new PortCounters().snapshot();

    assertThat(zero.messagesReceived()).isZero();
    assertThat(zero.bytesReceived()).isZero();
    assertThat(zero.messagesSent()).isZero();
    assertThat(zero.bytesSent()).isZero();
    assertThat(zero.messagesDropped()).isZero();
    assertThat(zero.messagesDropped(CLOSED)).isZero();
    assertThat(zero.highestBufferedAmount()).isZero();
    assertThat(zero.handlerTime()).isZero();
  }

  @Test
  void eachNumberIsCountedByItself() {
    PortCounters port = busy();
    PortStatistics now = port.snapshot();

    assertThat(now.messagesReceived()).isEqualTo(2);
    assertThat(now.bytesReceived()).isEqualTo(12);
    assertThat(now.messagesSent()).isEqualTo(4);
    assertThat(now.bytesSent()).isEqualTo(3_000_000_001L);
    assertThat(now.messagesDropped()).isEqualTo(10);
    assertThat(now.messagesDropped(OVERFLOW_OLDEST)).isEqualTo(1);
    assertThat(now.messagesDropped(OVERFLOW_NEWEST)).isEqualTo(2);
    assertThat(now.messagesDropped(CONFLATED)).isEqualTo(3);
    assertThat(now.messagesDropped(CLOSED)).isEqualTo(4);
    assertThat(now.highestBufferedAmount()).isEqualTo(70);
    assertThat(now.handlerTime()).isEqualTo(Duration.ofNanos(8));
  }

  @Test
  void aSnapshotStays() {
    PortCounters port = busy();
    PortStatistics before = port.snapshot();
    String text = before.toString();
    port.received(1);
    port.dropped(CLOSED, 1);

    assertThat(before.messagesReceived()).isEqualTo(2);
    assertThat(before.messagesDropped(CLOSED)).isEqualTo(4);
    assertThat(before).hasToString(text);
    assertThat(text).contains("received=2 (12 bytes)", "dropped=10");
  }

  @Test
  void aServerHasTheSumOfThosePresentAndThoseWhoLeft() {
    Set<PortCounters> present = ConcurrentHashMap.newKeySet();
    PortCounters left = busy();
    PortCounters stays = busy();
    for (PortCounters port : List.of(left, stays)) {
      server.joined();
      present.add(port);
    }
    stays.buffered(71);
    server.left(left, () -> present.remove(left));
    ServerStatistics now = server.snapshot(1, present.stream());

    assertThat(now.ports()).isEqualTo(1);
    assertThat(now.portsTotal()).isEqualTo(2);
    assertThat(now.messagesReceived()).isEqualTo(4);
    assertThat(now.bytesReceived()).isEqualTo(24);
    assertThat(now.messagesSent()).isEqualTo(8);
    assertThat(now.bytesSent()).isEqualTo(6_000_000_002L);
    assertThat(now.messagesDropped()).isEqualTo(20);
    assertThat(now.messagesDropped(CONFLATED)).isEqualTo(6);
    assertThat(now.highestBufferedAmount()).isEqualTo(71);
    assertThat(now.handlerTime()).isEqualTo(Duration.ofNanos(16));
  }

  @Test
  void theHighestOfAPortThatLeftIsRemembered() {
    server.left(busy(), () -> {});

    assertThat(server.snapshot(0, Stream.of(new PortCounters())).highestBufferedAmount())
        .isEqualTo(70);
  }

  @Test
  void evictionsAreCountedByReason() {
    server.evicted(EvictionReason.OVERFLOW);
    server.evicted(EvictionReason.STALLED);
    server.evicted(EvictionReason.STALLED);
    ServerStatistics now = server.snapshot(0, Stream.empty());

    assertThat(now.portsEvicted()).isEqualTo(3);
    assertThat(now.portsEvicted(EvictionReason.OVERFLOW)).isEqualTo(1);
    assertThat(now.portsEvicted(EvictionReason.STALLED)).isEqualTo(2);
    assertThat(now.toString()).contains("evicted=3");
  }

  @Test
  void theLongestHandlerIsThatOfAllPorts() {
    PortCounters a = new PortCounters();
    PortCounters b = new PortCounters();
    server.handled(a, 5);
    server.handled(b, 7);
    server.handled(a, 6);

    assertThat(a.snapshot().handlerTime()).isEqualTo(Duration.ofNanos(11));
    ServerStatistics now = server.snapshot(2, Stream.of(a, b));
    assertThat(now.maxHandlerTime()).isEqualTo(Duration.ofNanos(7));
    assertThat(now.handlerTime()).isEqualTo(Duration.ofNanos(18));
  }

  @Test
  @Timeout(60)
  void dropsOfSeveralThreadsAreAllCounted() throws InterruptedException {
    PortCounters port = new PortCounters();
    List<Thread> threads = new ArrayList<>();
    for (DropReason reason : DropReason.values()) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  port.dropped(reason, 1);
                }
              });
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(port.snapshot().messagesDropped()).isEqualTo(40_000);
  }

  /** Else a graph of the sum would have spikes whenever clients leave. */
  @Test
  @Timeout(60)
  void aPortThatLeavesIsNeverCountedTwiceNorNotAtAll() throws InterruptedException {
    Set<PortCounters> present = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 20_000; i++) {
      PortCounters port = new PortCounters();
      port.received(1);
      present.add(port);
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread leaving =
        new Thread(
            () -> {
              present.forEach(port -> server.left(port, () -> present.remove(port)));
              done.set(true);
            });
    leaving.start();
    while (!done.get()) {
      assertThat(server.snapshot(0, present.stream()).messagesReceived()).isEqualTo(20_000);
    }
    leaving.join();
    assertThat(server.snapshot(0, present.stream()).messagesReceived()).isEqualTo(20_000);
  }

  @Test
  @Timeout(60)
  void aSumWaitsForThePortThatIsJustLeaving() throws InterruptedException {
    PortCounters port = busy();
    Set<PortCounters> present = ConcurrentHashMap.newKeySet();
    present.add(port);
    List<Long> sums = new ArrayList<>();
    Thread reader =
        new Thread(() -> sums.add(server.snapshot(0, present.stream()).messagesReceived()));
    server.left(
        port,
        () -> {
          reader.start();
          while (reader.isAlive() && reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          present.remove(port);
        });
    reader.join();

    assertThat(sums).containsExactly(2L);
  }

  private static PortCounters busy() {
    PortCounters port = new PortCounters();
    port.received(5);
    port.received(7);
    port.sent(1, 1);
    port.sent(3, 3_000_000_000L);
    port.dropped(OVERFLOW_OLDEST, 1);
    port.dropped(OVERFLOW_NEWEST, 2);
    port.dropped(CONFLATED, 3);
    port.dropped(CLOSED, 4);
    port.buffered(70);
    port.buffered(60);
    port.handled(3);
    port.handled(5);
    return port;
  }
}
