package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.ATK_1;
import static org.jseverywhere.websocket.tck.Rule.ATK_2;
import static org.jseverywhere.websocket.tck.Rule.ATK_3;
import static org.jseverywhere.websocket.tck.Rule.ATK_4;
import static org.jseverywhere.websocket.tck.driver.Eventually.inTime;
import static org.jseverywhere.websocket.tck.driver.Handlers.quiet;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.tck.Findings;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.Talker;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter ATK. What came of each attack is written to {@code attacks.tsv} beside the report. If one
 * of these fails, look at what the engine and the container keep for a client that does not behave.
 */
@TckSuite
public class AttackTck {

  /**
   * What a container may keep of its own: pools of threads and buffers that an attack has filled.
   */
  private static final long TOLERANCE_BYTES = 48L * 1024 * 1024;

  @ParameterizedTest(name = "{0}")
  @EnumSource(Attack.class)
  @Verifies({ATK_1, ATK_2, ATK_3})
  @DisplayName("a hostile client hurts only itself")
  void attack(Attack attack, Stage stage, Target target) throws Exception {
    RemoteServer healthy = stage.open("healthy", stage.path() + "/healthy", quiet("echo"));
    RemoteServer attacked = stage.open("attacked", stage.path() + "/attacked", attack.handlers());
    long before = memory(stage);
    Map<String, Long> outcomes;
    try (Talker beside = Talker.begin(healthy.raw("beside").connect())) {
      if (attack.handlers().has("quiet", "echo")) {
        try (Talker inside = Talker.begin(attacked.raw("inside").connect())) {
          outcomes = attack.on(attacked);
          inside.expectAnswer();
        }
      } else {
        outcomes = attack.on(attacked);
      }
      beside.expectAnswer();
    }
    record(target, attack, outcomes);
    assertThat(outcomes.keySet()).allMatch(how -> how.matches(attack.good()));
    stage.closeClients();
    Fields after =
        inTime(
            () -> stage.command("memory", new Fields()).value(),
            now -> Long.parseLong(now.get("bytes")) < before + TOLERANCE_BYTES);
    assertThat(Long.parseLong(after.get("bytes"))).isLessThan(before + TOLERANCE_BYTES);
  }

  private static long memory(Stage stage) {
    return Long.parseLong(stage.command("memory", new Fields()).value().get("bytes"));
  }

  private static void record(Target target, Attack attack, Map<String, Long> outcomes)
      throws IOException {
    Findings.add(
        "attacks",
        target,
        attack.toString(),
        outcomes.entrySet().stream()
            .map(outcome -> outcome.getValue() + " " + outcome.getKey())
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/org.jseverywhere.websocket",
        "/org.jseverywhere.websocket/",
        "/org.jseverywhere.websocket;x=y",
        "/x/../org.jseverywhere.websocket",
        "//org.jseverywhere.websocket",
        "/%6frg.jseverywhere.websocket",
        "/org.jseverywhere.websocket?x"
      })
  @Verifies(ATK_4)
  @DisplayName("nobody gets in by the path that the library uses inside")
  void insidePath(String path, Stage stage) {
    RawClient client = stage.raw("a", path);
    int status = client.handshake().status();
    if (status == 101) {
      assertThat(client.end()).as("what came after status 101").isIn("closed 1008", "end", "reset");
    } else {
      assertThat(status).isBetween(400, 499);
    }
  }

  @Test
  @Verifies({ATK_1, ATK_4})
  @DisplayName("a cross-site page with forged forwarding headers gets nowhere")
  void crossSite(Stage stage) {
    RemoteServer server = stage.open(quiet("echo"));
    RawClient client =
        server
            .raw("a")
            .header("Origin", "https://evil.example")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-For", "127.0.0.1")
            .header("Forwarded", "for=127.0.0.1;host=evil.example;proto=https");
    assertThat(client.handshake().status()).isEqualTo(403);
  }
}
