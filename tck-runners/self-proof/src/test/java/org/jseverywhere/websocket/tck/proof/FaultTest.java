package org.jseverywhere.websocket.tck.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jseverywhere.websocket.tck.Rule;
import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void hasRuleTargetWordsAndChanges() {
    List<Fault> faults =
        Fault.read(
            "X.txt",
            List.of(
                "WSS-URL-1: one",
                "@ A",
                "- a",
                "+ b",
                "",
                "WSS-USER-1 on tomcat: two: both",
                "@ A",
                "- a1",
                "- a2",
                "+ b1",
                "+ b2",
                "- a3",
                "+ b3",
                "@ B",
                "- c"));

    assertThat(faults)
        .containsExactly(
            new Fault(
                Rule.URL_1,
                ProofTarget.EMBEDDED,
                "one",
                List.of(new Fault.Change("A", " a\n", " b\n"))),
            new Fault(
                Rule.USER_1,
                ProofTarget.TOMCAT,
                "two: both",
                List.of(
                    new Fault.Change("A", " a1\n a2\n", " b1\n b2\n"),
                    new Fault.Change("A", " a3\n", " b3\n"),
                    new Fault.Change("B", " c\n", ""))));
  }

  @Test
  void saysWhichFaultIsMalformed() {
    assertThatThrownBy(() -> Fault.read("X.txt", List.of("", "WSS-URL-1: nothing")))
        .hasMessage("X.txt:2: WSS-URL-1 changes nothing");
    assertThatThrownBy(() -> Fault.read("X.txt", List.of("WSS-URL-1 without a colon")))
        .hasMessageContaining("X.txt:1: No colon");
    assertThatThrownBy(() -> Fault.read("X.txt", List.of("WSS-URL-99: no such rule", "- a")))
        .hasMessageContaining("X.txt:1:")
        .hasMessageContaining("URL_99");
  }
}
