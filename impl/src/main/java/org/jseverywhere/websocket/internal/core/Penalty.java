package org.jseverywhere.websocket.internal.core;

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
public final class Penalty {

  /**
   * So many wait at most; more have to be dealt with at once, since each that waits costs memory.
   */
  static final int MAX_WAITING = 1_000;

  /** Too short to trouble a person who comes again. */
  public static final long USUAL_MILLIS = 500;

  private final long millis;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A penalty nobody pays yet.
   *
   * @param millis how long each waits at least; at most twice as long, so that those who came
   *     together do not come together again
   */
  public Penalty(long millis) {
    this.millis = millis;
  }

  /** How long each waits at least. */
  public long millis() {
    return millis;
  }

  /**
   * One more waits.
   *
   * @return done when it has waited; null if too many wait
   */
  public @Nullable CompletionStage<Void> begin() {
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
