package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.internal.core.Transport.Completion;
import org.jseverywhere.websocket.internal.core.Transport.Trait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WritersTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final Recorder recorder = new Recorder();
  private final QueueOwner owner = new QueueOwner();
  private final List<Client> clients = new ArrayList<>();
  private Lookout lookout = new Lookout(WritersTest::newThread, HOUR);
  private Writers writers = new Writers(WritersTest::newThread, lookout, 1, HOUR);

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "writers");
    thread.setDaemon(true);
    return thread;
  }

  @AfterEach
  void close() {
    clients.forEach(client -> client.reads.countDown());
    writers.close();
    lookout.close();
  }

  private void nobodyLooks() {
    close();
    lookout = new Lookout(task -> new Thread(() -> {}), HOUR);
    writers = new Writers(WritersTest::newThread, lookout, 1, HOUR);
  }

  private Client client(String name, Trait... traits) {
    Client client = new Client(name, List.of(traits));
    clients.add(client);
    return client;
  }

  @Test
  void isEmptyUntilAQueueIsReady() {
    assertThat(writers.isEmpty()).isTrue();
    client("a").offer("1");
    assertThat(writers.isEmpty()).isFalse();

    writers.wake();
    recorder.await(1);
  }

  @Test
  void queuesAreServedInTheOrderInWhichTheyCame() {
    nobodyLooks();
    client("a").offer("1");
    client("b").offer("2");
    client("c").offer("3");
    writers.wake();

    assertThat(recorder.await(3)).containsExactly("a [1]", "b [2]", "c [3]");
  }

  @Test
  void whoHasMoreStandsInLineAgainBehindTheOthers() {
    nobodyLooks();
    Client a = client("a");
    for (int i = 0; i < SendQueue.MAX_CHUNK; i++) {
      a.offer("x");
    }
    a.offer("last");
    client("b").offer("1");
    client("c").offer("2");
    writers.wake();

    List<String> written = recorder.await(4);
    assertThat(written.get(0)).startsWith("a [x x");
    assertThat(written.subList(1, 4)).containsExactly("b [1]", "c [2]", "a [last]");
  }

  @Test
  void aWriterThatIsHeldIsReplacedAndItsClientBecomesASuspect() throws InterruptedException {
    Client stuck = client("stuck", Trait.BATCH_MAY_BLOCK);
    stuck.holds = true;
    stuck.offer("1");
    writers.wake();
    owner.watched.acquire();
    assertThat(owner.watches).as("only the stuck client is watched").hasValue(1);

    client("other", Trait.BATCH_MAY_BLOCK).offer("hello");
    writers.wake();
    assertThat(recorder.await(1)).containsExactly("other [hello]");

    stuck.offer("2");
    stuck.offer("3");
    stuck.reads.countDown();
    assertThat(recorder.await(4))
        .containsExactly("other [hello]", "stuck [1]", "stuck 2", "stuck 3");
  }

  @Test
  void aTransportThatDoesNotBlockIsNoSuspectHoweverLongItTakes() throws InterruptedException {
    Client slow = client("slow");
    slow.holds = true;
    slow.offer("1");
    writers.wake();
    slow.begun.await();
    Client other = client("other", Trait.BATCH_MAY_BLOCK);
    other.holds = true;
    other.offer("hello");
    writers.wake();
    // The other one is found out later than the slow one would be.
    owner.watched.acquire();

    slow.offer("2");
    slow.offer("3");
    slow.reads.countDown();
    assertThat(recorder.await(2)).containsExactly("slow [1]", "slow [2 3]");
  }

  @Test
  void withFourHeldNobodyWritesInBatchesThatMayBlock() {
    nobodyLooks();
    writers.held(4);
    Client may = client("may", Trait.BATCH_MAY_BLOCK);
    may.offer("1");
    may.offer("2");
    Client never = client("never");
    never.offer("1");
    never.offer("2");
    writers.wake();
    assertThat(recorder.await(3)).containsExactly("may 1", "never [1 2]", "may 2");

    writers.held(3);
    may.offer("3");
    may.offer("4");
    writers.wake();
    assertThat(recorder.await(4)).endsWith("may [3 4]");
  }

  /** A client whose writes complete inside their call, which may take as long as the test likes. */
  private final class Client implements Transport {

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch reads = new CountDownLatch(1);
    volatile boolean holds;
    private final String name;
    private final List<Trait> traits;
    private final SendQueue queue;

    Client(String name, List<Trait> traits) {
      this.name = name;
      this.traits = traits;
      queue =
          new SendQueue(
              this, writers, new PortCounters(), Long.MAX_VALUE, OverflowPolicy.CLOSE, owner);
    }

    void offer(String text) {
      assertThat(queue.offer(Message.of(text), false, 0)).isEqualTo(SendQueue.Offer.QUEUED);
    }

    @Override
    public boolean has(Trait trait) {
      return traits.contains(trait);
    }

    @Override
    public int batchBytes() {
      return 100_000;
    }

    @Override
    public void write(Message message, Completion completion) {
      written(message.text(), completion);
    }

    @Override
    public void write(Message[] messages, int count, Completion completion) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        texts.add(messages[i].text());
      }
      written("[" + String.join(" ", texts) + "]", completion);
    }

    private void written(String what, Completion completion) {
      begun.countDown();
      if (holds) {
        try {
          reads.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      recorder.add(name + " " + what);
      completion.done(null);
    }

    @Override
    public void ping(ByteBuffer payload, Completion completion) {
      completion.done(null);
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}
  }
}
