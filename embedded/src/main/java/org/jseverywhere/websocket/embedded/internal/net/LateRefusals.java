package org.jseverywhere.websocket.embedded.internal.net;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jseverywhere.websocket.internal.core.Admission;

/**
 * Lets who comes too often wait for the refusal: a client that comes again at once would else take
 * all that this machine can do with being refused. Threads: any.
 */
final class LateRefusals {

  /** RFC 6585, section 4. */
  private static final int TOO_MANY_REQUESTS = 429;

  /** So many wait at most; more are refused at once, since each that waits costs memory. */
  static final int MAX_WAITING = 1_000;

  private final long delayMillis;
  private final AtomicInteger waiting = new AtomicInteger();

  LateRefusals(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  /** The same decision, but later if it says that the client comes too often. */
  Admission late(Admission admission) {
    boolean tooOften =
        admission instanceof Admission.Refused refused && refused.status() == TOO_MANY_REQUESTS;
    if (!tooOften) {
      return admission;
    }
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return admission;
    }
    return new Admission.Pending(
        new CompletableFuture<Admission>()
            .completeOnTimeout(admission, delayMillis, MILLISECONDS)
            .whenComplete((same, neverFails) -> waiting.decrementAndGet()));
  }
}
