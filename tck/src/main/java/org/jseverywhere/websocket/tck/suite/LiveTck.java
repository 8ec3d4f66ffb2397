package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.LIVE_1;
import static org.jseverywhere.websocket.tck.Rule.LIVE_2;
import static org.jseverywhere.websocket.tck.Rule.LIVE_3;
import static org.jseverywhere.websocket.tck.Rule.LIVE_4;
import static org.jseverywhere.websocket.tck.Rule.LIVE_5;
import static org.jseverywhere.websocket.tck.Rule.LIVE_6;
import static org.jseverywhere.websocket.tck.Rule.LIVE_7;
import static org.jseverywhere.websocket.tck.Rule.LIVE_8;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.time.Duration;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chapter LIVE. If one of these fails, look at what arms the timer of a client, and at whether the
 * container hands pongs on.
 */
@TckSuite
public class LiveTck {

  @Test
  @Verifies({LIVE_1, LIVE_2})
  @DisplayName("pings come, their answers are measured, and neither is a message")
  void pings(Stage stage) {
    RemoteServer server =
        stage.open(on("connect").and("message").and("error").option("pingInterval", "PT0.1S"));
    RawClient client = server.raw("a").mute().connect();
    stage.journal().expect("a", "connect");
    client.expectPings(2);
    assertThat(server.port("a", "state").value().has("roundTripTime")).isFalse();
    RawClient second = server.raw("b").connect();
    stage.journal().expect("b", "connect");
    second.expectPings(3);
    Fields state =
        eventually(() -> server.port("b", "state").value(), port -> port.has("roundTripTime"));
    assertThat(Duration.parse(state.get("roundTripTime"))).isPositive();
    assertThat(state.get("bufferedAmount")).isEqualTo("0");
    Fields statistics = server.port("b", "statistics").value();
    assertThat(statistics.get("messagesSent")).isEqualTo("0");
    assertThat(statistics.get("messagesReceived")).isEqualTo("0");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({LIVE_1, LIVE_2})
  @DisplayName("messages go by between pings, in their order")
  void messagesBetween(Stage stage) {
    RemoteServer server =
        stage.open(on("connect").and("message", "echo").option("pingInterval", "PT0.05S"));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    for (int i = 0; i < 20; i++) {
      client.expectPings(1);
      client.send(Frame.text("m" + i)).expect("m" + i);
      stage.journal().expect("a", "message m" + i);
    }
  }

  @Test
  @Verifies(LIVE_3)
  @DisplayName("who answers pings stays, however long there is nothing to say")
  void answers(Stage stage) {
    RemoteServer server = stage.open(silence("PT0.1S", "PT0.4S").and("message", "echo"));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    client.expectPings(12);
    client.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "message x");
  }

  @Test
  @Verifies({LIVE_3, LIVE_5})
  @DisplayName("who sends messages stays, also without pings")
  void sends(Stage stage) {
    RemoteServer server = stage.open(silence("PT0S", "PT1S").and("message", "echo"));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    RawClient silent = server.raw("b").connect();
    stage.journal().expect("b", "connect");
    // Until another, which says nothing, is closed: then the time has passed for both.
    eventually(
        () -> {
          client.send(Frame.text("m")).expect("m");
          stage.journal().expect("a", "message m");
          return server.state();
        },
        state -> state.get("ports").equals("1"));
    silent.expect("closed 1001 Nothing was heard for too long");
    client.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "message x");
    stage.journal().take(line -> line.get("type").equals("close"), 1);
  }

  @Test
  @Verifies(LIVE_4)
  @DisplayName("who answers nothing is closed with 1001")
  void silent(Stage stage) {
    RemoteServer server = stage.open(silence("PT0.1S", "PT0.3S"));
    RawClient client = server.raw("a").mute().connect();
    stage.journal().expect("a", "connect");
    client.expect("closed 1001 Nothing was heard for too long");
    client.answerClose(1001);
    stage.journal().expect("a", "port close 1001 Nothing was heard for too long clean");
    assertEvicted(server, "SILENT");
  }

  @Test
  @Verifies(LIVE_4)
  @DisplayName("who is not there any more is dropped")
  void halfOpen(Stage stage) {
    RemoteServer server = stage.open(silence("PT0.1S", "PT0.3S"));
    server.raw("a").connect();
    stage.journal().expect("a", "connect");
    // It neither reads nor writes, nor does its system say that it has gone.
    // Some containers tell the end as clean, without waiting for an answer that never comes.
    assertThat(stage.journal().next("close").get("client")).isEqualTo("a");
    assertEvicted(server, "SILENT");
    assertThat(server.state().get("ports")).isEqualTo("0");
  }

  @Test
  @Verifies(LIVE_5)
  @DisplayName("without pings and without a limit a silent client stays")
  void off(Stage stage) {
    RemoteServer server = stage.open(silence("PT0S", "PT0S").and("message", "echo"));
    RawClient client = server.raw("a").mute().connect();
    stage.journal().expect("a", "connect");
    stage.journal().expectNothing();
    client.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "message x");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"PT10S, PT10S", "PT10S, PT9S", "PT1H, PT1M", "PT-1S, PT1M", "PT1H0.001S, PT0S"})
  @Verifies(LIVE_6)
  @DisplayName("silence that is not longer than the interval, or out of range, is an IAE")
  void wrong(String ping, String silence, Stage stage) {
    Fields command =
        new Fields()
            .add("url", stage.path())
            .add("pingInterval", ping)
            .add("silenceTimeout", silence);
    assertThat(stage.command("options", command).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("pingInterval");
  }

  @Test
  @Verifies(LIVE_7)
  @DisplayName("a connection that is old is closed after what was sent")
  void aged(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach", "post:first").port("close").option("maxAge", "PT0.3S"));
    RawClient client = server.raw("a").connect();
    client.expect("first", "closed 1001 The connection is too old");
    client.answerClose(1001);
    stage.journal().expect("a", "connect", "port close 1001 The connection is too old clean");
    assertEvicted(server, "AGED");
  }

  @Test
  @Verifies(LIVE_8)
  @DisplayName("a port that expires is closed with 4401")
  void expires(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close"));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    assertThat(server.port("a", "state").value().has("expiresAt")).isFalse();
    Fields state = server.port("a", "expire", new Fields().add("in", "PT0.2S")).value();
    assertThat(state.has("expiresAt")).isTrue();
    client.expect("closed 4401 Expired");
    client.answerClose(4401);
    stage.journal().expect("a", "port close 4401 Expired clean");
    assertEvicted(server, "EXPIRED");
  }

  @Test
  @Verifies(LIVE_8)
  @DisplayName("a time that has passed closes at once, and one that was taken back does not")
  void expired(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").and("message", "echo").port("close"));
    RawClient kept = server.raw("a").connect();
    RawClient gone = server.raw("b").connect();
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    server.port("a", "expire", new Fields().add("in", "PT0.3S")).value();
    server.port("a", "expire").value();
    server.port("b", "expire", new Fields().add("in", "PT1H")).value();
    server.port("b", "expire", new Fields().add("in", "PT-1S")).value();
    gone.expect("closed 4401 Expired");
    gone.answerClose(4401);
    stage.journal().expect("b", "port close 4401 Expired clean");
    stage.journal().expectNothing();
    kept.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "message x");
  }

  private static Handlers silence(String ping, String silence) {
    return on("connect", "attach")
        .port("close")
        .option("pingInterval", ping)
        .option("silenceTimeout", silence);
  }

  private static void assertEvicted(RemoteServer server, String reason) {
    Fields statistics = server.command("statistics").value();
    assertThat(statistics.get("evicted." + reason)).isEqualTo("1");
    assertThat(statistics.get("portsEvicted")).isEqualTo("1");
  }
}
