package org.jseverywhere.websocket.tck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * A client that behaves: it sends messages to a server that sends them back, one after the other,
 * until it is closed; each answer must be the right one.
 *
 * <p>Threads: the test's, and one of its own.
 */
public final class Talker implements AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final RawClient client;
  private final Thread thread = new Thread(this::talk, "tck-talker");
  private final Semaphore answers = new Semaphore(0);
  private volatile boolean stops;
  private volatile @Nullable String wrong;

  private Talker(RawClient client) {
    this.client = client;
  }

  /**
   * Begins to talk.
   *
   * @param client which is connected
   * @return the talker
   */
  public static Talker begin(RawClient client) {
    Talker talker = new Talker(client);
    talker.thread.setDaemon(true);
    talker.thread.start();
    return talker;
  }

  private void talk() {
    for (int i = 0; !stops && wrong == null; i++) {
      String message = "talk " + i;
      try {
        String answer = client.send(Frame.text(message)).receive();
        if (answer.equals(message)) {
          answers.release();
        } else {
          wrong = "<" + answer + "> instead of <" + message + ">";
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (RuntimeException e) {
        wrong = e.toString();
      }
    }
  }

  /** Insists on one more answer from now on. */
  public void expectAnswer() {
    answers.drainPermits();
    boolean answered = false;
    try {
      // The first may have been on its way.
      answered =
          answers.tryAcquire(2, TckTimeouts.CURRENT.arrival().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(wrong).as("what a client that behaves received").isNull();
    assertThat(answered).as("a client that behaves is answered").isTrue();
  }

  /** Stops, and insists that everything was right. */
  @Override
  public void close() {
    stops = true;
    try {
      thread.join(TckTimeouts.CURRENT.arrival().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(wrong).as("what a client that behaves received").isNull();
    client.close();
  }
}
