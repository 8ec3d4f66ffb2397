package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.ADM_10;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_1;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_2;
import static org.jseverywhere.websocket.tck.Rule.RATE_1;
import static org.jseverywhere.websocket.tck.Rule.RATE_2;
import static org.jseverywhere.websocket.tck.Rule.RATE_4;
import static org.jseverywhere.websocket.tck.Rule.RATE_5;
import static org.jseverywhere.websocket.tck.Rule.RATE_6;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.Handlers.quiet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jseverywhere.websocket.tck.Findings;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every limit at one less, at itself and at one more, on a server each: what came of it is written
 * to {@code limits.tsv} beside the report.
 */
@TckSuite
public class LimitTableTck {

  private static final String IN = "in";

  private interface Measure {
    String at(RemoteServer server, int amount) throws IOException;
  }

  @Test
  @Verifies({LIMIT_1, LIMIT_2})
  @DisplayName("the size of a message")
  void size(Stage stage, Target target) throws IOException {
    measure(
        stage,
        target,
        "maxMessageSize",
        1_000,
        amount -> quiet("echo"),
        (server, bytes) -> {
          RawClient client = server.raw("a").connect().send(Frame.text("x".repeat(bytes)));
          String received = client.receive();
          return received.length() == bytes ? IN : code(received);
        });
  }

  @Test
  @Verifies(RATE_1)
  @DisplayName("the clients of a server")
  void ports(Stage stage, Target target) throws IOException {
    measure(stage, target, "maxPorts", 3, amount -> quiet("echo"), LimitTableTck::lastOf);
  }

  @Test
  @Verifies(RATE_2)
  @DisplayName("the clients of an address")
  void addresses(Stage stage, Target target) throws IOException {
    measure(stage, target, "maxPortsPerAddress", 3, amount -> quiet("echo"), LimitTableTck::lastOf);
  }

  @Test
  @Verifies(RATE_4)
  @DisplayName("the handshakes of an address")
  void handshakes(Stage stage, Target target) throws IOException {
    measure(
        stage, target, "maxHandshakesPerSecond", 3, amount -> quiet("echo"), LimitTableTck::lastOf);
  }

  @Test
  @Verifies(RATE_5)
  @DisplayName("the messages of a client")
  void messages(Stage stage, Target target) throws IOException {
    measure(
        stage,
        target,
        "maxMessagesPerSecond",
        5,
        amount -> quiet("echo"),
        (server, count) -> {
          Frame[] frames = new Frame[count];
          Arrays.fill(frames, Frame.text("x"));
          return answers(server.raw("a").connect().sendTogether(frames), count);
        });
  }

  @Test
  @Verifies(RATE_6)
  @DisplayName("the bytes of a client")
  void bytes(Stage stage, Target target) throws IOException {
    measure(
        stage,
        target,
        "maxBytesPerSecond",
        5,
        amount -> quiet("echo"),
        (server, bytes) ->
            answers(
                server
                    .raw("a")
                    .connect()
                    .sendTogether(Frame.text("xxx"), Frame.text("x".repeat(bytes - 3))),
                2));
  }

  @Test
  @Verifies(ADM_10)
  @DisplayName("the handshakes that wait for a decision")
  void pending(Stage stage, Target target) throws IOException {
    measure(
        stage,
        target,
        "maxPendingHandshakes",
        2,
        amount -> on("handshake", "wait:go-" + amount),
        (server, count) -> {
          List<RawClient> clients = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            RawClient client = server.raw("c" + i);
            client.sendHandshake();
            stage.journal().expect("c" + i, "handshake");
            clients.add(client);
          }
          String outcome = IN;
          if (count > 2) {
            // Whose listener returns last, which need not be the last that was called.
            RawClient refused = RawClient.firstAnswered(clients);
            outcome = String.valueOf(refused.answer().status());
            clients.remove(refused);
          }
          stage.openGate("go-" + count);
          for (RawClient client : clients) {
            assertThat(client.answer().status()).isEqualTo(101);
          }
          return outcome;
        });
  }

  private static void measure(
      Stage stage,
      Target target,
      String limit,
      int value,
      IntFunction<Handlers> handlers,
      Measure measure)
      throws IOException {
    List<String> outcomes = new ArrayList<>();
    for (int amount = value - 1; amount <= value + 1; amount++) {
      String path = stage.path() + "/" + amount;
      RemoteServer server =
          stage.open("at-" + amount, path, handlers.apply(amount).option(limit, value));
      outcomes.add(measure.at(server, amount));
    }
    Findings.add("limits", target, limit, String.valueOf(value), String.join("\t", outcomes));
    assertThat(outcomes.subList(0, 2)).containsExactly(IN, IN);
    assertThat(outcomes.get(2)).matches("[45][0-9]{2}|10[0-9]{2}");
  }

  /**
   * Connects so many clients, one after the other, and tells what became of the last. A container
   * may answer a handshake before the client counts, so each is asked whether it is in.
   */
  private static String lastOf(RemoteServer server, int count) {
    String outcome = "";
    for (int i = 0; i < count; i++) {
      RawClient client = server.raw("c" + i);
      int status = client.handshake().status();
      outcome = status == 101 ? answers(client.send(Frame.text("x")), 1) : String.valueOf(status);
    }
    return outcome;
  }

  /** Whether so many answers come. */
  private static String answers(RawClient client, int count) {
    try {
      for (int i = 0; i < count; i++) {
        String received = client.receive();
        if (received.startsWith("closed")) {
          return code(received);
        }
      }
      return IN;
    } catch (UncheckedIOException e) {
      return "nothing";
    }
  }

  private static String code(String received) {
    return received.startsWith("closed ") ? received.substring(7, 11) : received;
  }
}
