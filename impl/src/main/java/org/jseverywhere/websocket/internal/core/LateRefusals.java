package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Refuses who comes too often a little later. Threads: any. */
public final class LateRefusals {

  /** RFC 6585, section 4. */
  private static final int TOO_MANY_REQUESTS = 429;

  private final Penalty penalty;

  /** With this penalty for them. */
  public LateRefusals(Penalty penalty) {
    this.penalty = penalty;
  }

  /** The same decision, but later if it says that the client comes too often. */
  public Admission late(Admission admission) {
    CompletionStage<Void> delay =
        admission instanceof Admission.Refused refused ? delay(refused) : null;
    return delay == null ? admission : new Admission.Pending(delay.thenApply(over -> admission));
  }

  /**
   * Lets wait who comes too often.
   *
   * @return done when this refusal may be told; null if it may at once
   */
  public @Nullable CompletionStage<Void> delay(Admission.Refused refused) {
    return refused.status() == TOO_MANY_REQUESTS ? penalty.begin() : null;
  }
}
