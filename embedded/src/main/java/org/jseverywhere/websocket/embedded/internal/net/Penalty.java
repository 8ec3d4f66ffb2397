package org.jseverywhere.websocket.embedded.internal.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets who misbehaves wait: a client that comes again at once would else take all that this machine
 * can do with sending it away. Threads: any.
 */
final class Penalty {

  /**
   * So many wait at most; more have to be dealt with at once, since each that waits costs memory.
   */
  static final int MAX_WAITING = 1_000;

  private final long millis;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A penalty nobody pays yet.
   *
   * @param millis how long each waits at least; at most twice as long, so that those who came
   *     together do not come together again
   */
  Penalty(long millis) {
    this.millis = millis;
  }

  /** How long each waits at least. */
  long millis() {
    return millis;
  }

  /**
   * One more waits.
   *
   * @return done when it has waited; null if too many wait
   */
  @Nullable CompletionStage<Void> begin() {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return null;
    }
    return new CompletableFuture<Void>()
        .completeOnTimeout(
            null, millis + ThreadLocalRandom.current().nextLong(millis + 1), MILLISECONDS)
        .thenRun(waiting::decrementAndGet);
  }
}
