package org.jseverywhere.websocket.embedded.internal.net;

import java.util.concurrent.CompletionStage;
import org.jseverywhere.websocket.internal.core.Admission;

/** Refuses who comes too often a little later. Threads: any. */
final class LateRefusals {

  /** RFC 6585, section 4. */
  private static final int TOO_MANY_REQUESTS = 429;

  private final Penalty penalty;

  LateRefusals(Penalty penalty) {
    this.penalty = penalty;
  }

  /** The same decision, but later if it says that the client comes too often. */
  Admission late(Admission admission) {
    boolean tooOften =
        admission instanceof Admission.Refused refused && refused.status() == TOO_MANY_REQUESTS;
    CompletionStage<Void> wait = tooOften ? penalty.begin() : null;
    return wait == null ? admission : new Admission.Pending(wait.thenApply(over -> admission));
  }
}
