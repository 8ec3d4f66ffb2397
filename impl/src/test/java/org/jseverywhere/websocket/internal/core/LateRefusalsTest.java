package org.jseverywhere.websocket.internal.core;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateRefusalsTest {

  private static final Admission TOO_OFTEN = new Admission.Refused(429, Map.of(), "Too often");
  private static final Admission FOREIGN = new Admission.Refused(403, Map.of(), "Not from there");

  private final LateRefusals never = new LateRefusals(new Penalty(HOURS.toMillis(1)));

  @Test
  void whoComesTooOftenWaits() {
    assertThat(never.late(TOO_OFTEN)).isInstanceOf(Admission.Pending.class);
  }

  @Test
  void othersDoNot() {
    assertThat(never.late(FOREIGN)).isSameAs(FOREIGN);
    assertThat(never.late(new Admission.NotOurs())).isEqualTo(new Admission.NotOurs());
  }

  @Test
  void theRefusalComes() {
    assertThat(decision(new LateRefusals(new Penalty(1)).late(TOO_OFTEN))).isSameAs(TOO_OFTEN);
  }

  @Test
  void notAllCanWait() {
    for (int i = 0; i < Penalty.MAX_WAITING; i++) {
      assertThat(never.late(TOO_OFTEN)).isInstanceOf(Admission.Pending.class);
    }
    assertThat(never.late(TOO_OFTEN)).isSameAs(TOO_OFTEN);
  }

  @Test
  void whoHasWaitedMakesRoom() {
    LateRefusals soon = new LateRefusals(new Penalty(1));
    for (int i = 0; i < 2 * Penalty.MAX_WAITING; i++) {
      assertThat(decision(soon.late(TOO_OFTEN))).isSameAs(TOO_OFTEN);
    }
    assertThat(soon.late(TOO_OFTEN)).isInstanceOf(Admission.Pending.class);
  }

  private static Admission decision(Admission admission) {
    return ((Admission.Pending) admission).decision().toCompletableFuture().join();
  }
}
