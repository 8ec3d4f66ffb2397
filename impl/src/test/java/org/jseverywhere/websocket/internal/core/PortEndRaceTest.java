package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever ends a port, and however many do at the same moment: it ends once. */
@Timeout(120)
class PortEndRaceTest {

  private static final int ROUNDS = 2_000;

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final ExecutorService racers = Executors.newFixedThreadPool(3);
  private final ExecutorService network = Executors.newFixedThreadPool(2);
  private final Server server =
      application.open(WebSocketServerOptions.of("/race").serverId("race").build());

  @BeforeEach
  void attach() {
    application.attach(host);
    server.onConnect(event -> {});
  }

  @AfterEach
  void close() {
    racers.shutdownNow();
    network.shutdownNow();
    server.abandonPorts();
    application.close();
  }

  @Test
  void aPortEndsOnceWhoeverEndsIt() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      Round round = new Round(i);
      round.run();
      round.check();
    }
    assertThat(server.ports()).isEmpty();
    assertThat(server.statistics().portsTotal()).isEqualTo(ROUNDS);
  }

  /** One client, one that posts to it, and two that end it in different ways. */
  private final class Round implements Transport {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger closeEvents = new AtomicInteger();
    private final AtomicInteger closeCalls = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final int number;
    private volatile boolean overlapped;
    private volatile boolean fails;
    private final ClientPort port;

    Round(int number) {
      this.number = number;
      port = host.connect("/race", this);
      port.onClose(
          event -> {
            closeEvents.incrementAndGet();
            ended.countDown();
          });
    }

    void run() throws InterruptedException {
      List<Runnable> ways =
          List.of(
              () -> port.close(4000, "bye"),
              () -> port.fail(1009, "too big"),
              () -> port.closed(1001, ""),
              port::lost,
              () -> {
                fails = true;
                port.postMessage("fails");
              },
              () -> port.closed(1006, ""));
      int count = ways.size();
      CyclicBarrier start = new CyclicBarrier(3);
      CountDownLatch over = new CountDownLatch(3);
      race(
          start,
          over,
          () -> {
            for (int i = 0; i < 10; i++) {
              port.postMessage("m" + i);
            }
          });
      race(start, over, ways.get(number % count));
      race(start, over, ways.get(number / count % count));
      assertThat(over.await(20, TimeUnit.SECONDS)).as("round %s is over", number).isTrue();
    }

    private void race(CyclicBarrier start, CountDownLatch over, Runnable part) {
      racers.execute(
          () -> {
            try {
              start.await();
              for (int pause = number % 53 * 20; pause > 0; pause--) {
                Thread.onSpinWait();
              }
              part.run();
            } catch (InterruptedException | BrokenBarrierException e) {
              Thread.currentThread().interrupt();
            } finally {
              over.countDown();
            }
          });
    }

    void check() throws InterruptedException {
      assertThat(ended.await(20, TimeUnit.SECONDS)).as("ended in round %s", number).isTrue();
      assertThat(overlapped).as("two writes at once in round %s", number).isFalse();
      assertThat(port.readyState()).isEqualTo(ReadyState.CLOSED);
      assertThat(port.postMessage("late")).isFalse();
      port.lost();
      port.closed(1000, "");
      port.close();
      assertThat(closeEvents).as("close events in round %s", number).hasValue(1);
      assertThat(closeCalls.get()).as("close frames in round %s", number).isLessThanOrEqualTo(1);
    }

    @Override
    public int batchBytes() {
      return number % 2 == 0 ? 10_000 : 0;
    }

    @Override
    public void write(Message message, Completion completion) {
      write(new Message[] {message}, 1, completion);
    }

    @Override
    public void write(Message[] messages, int count, Completion completion) {
      overlapped |= inside.incrementAndGet() != 1;
      IOException failure = fails ? new IOException("reset") : null;
      network.execute(
          () -> {
            inside.decrementAndGet();
            completion.done(failure);
          });
    }

    @Override
    public void ping(ByteBuffer payload, Completion completion) {
      completion.done(null);
    }

    @Override
    public void close(int code, String reason) {
      closeCalls.incrementAndGet();
      network.execute(() -> port.closed(code, reason));
    }

    @Override
    public void drop() {
      network.execute(port::lost);
    }
  }
}
