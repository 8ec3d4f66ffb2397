package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_1;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_11;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_12;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_15;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_16;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_17;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_2;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_3;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_4;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_5;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.List;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter CLOSE, first half: the application closes a port. If one of these fails, look at what is
 * checked before anything happens, and at what is still queued when the close frame is to be sent.
 */
@TckSuite
public class CloseTck {

  @Test
  @Verifies(CLOSE_1)
  @DisplayName("close() sends 1000 without a reason")
  void plainClose(Stage stage) {
    RemoteServer server = stage.open(recording());
    RawClient client = connect(stage, server, "a");
    server.port("a", "close").value();
    client.expect("closed 1000").send(Frame.close(1000, ""));
    stage.journal().expect("a", "port close 1000 clean");
  }

  @ParameterizedTest(name = "{0} \"{1}\"")
  @CsvSource({
    "1000, bye",
    "3000, ''",
    "3999, tschüß",
    "4000, two words",
    "4999, \uD83D\uDC4B \uD83C\uDF0D"
  })
  @Verifies({CLOSE_2, CLOSE_15})
  @DisplayName("close(code, reason) sends both, and the event has both")
  void closeWithCode(int code, String reason, Stage stage) {
    RemoteServer server = stage.open(recording());
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    server.port("a", "close", new Fields().add("code", code).add("reason", reason)).value();
    client.expectClose(code, reason);
    String both = reason.isEmpty() ? "" + code : code + " " + reason;
    stage.journal().expect("a", "port close " + both + " clean");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      ints = {999, 1001, 1002, 1005, 1006, 1011, 1015, 2999, 5000, 0, -1, 69_536, 65_536 + 3000})
  @Verifies(CLOSE_3)
  @DisplayName("any other code is an IAE that names it, and the port stays as it is")
  void reservedCode(int code, Stage stage) {
    assertRefused(stage, code, "bye", "IllegalArgumentException: ", "" + code);
  }

  @Test
  @Verifies(CLOSE_4)
  @DisplayName("a reason of more than 123 bytes in UTF-8 is an IAE")
  void longReason(Stage stage) {
    // The 123rd byte is a letter, and then within a letter of two, of three and of four bytes.
    String wide = "€".repeat(41);
    for (String reason :
        List.of("x".repeat(124), "é".repeat(62), wide + "€", "\uD83D\uDE00".repeat(31))) {
      assertRefused(stage, 4000, reason, "IllegalArgumentException: ", "123");
    }
  }

  @Test
  @Verifies(CLOSE_4)
  @DisplayName("a reason of 123 bytes arrives whole")
  void longestReason(Stage stage) {
    RemoteServer server = stage.open(recording());
    for (String reason :
        List.of("x".repeat(123), "é".repeat(61) + "x", "€".repeat(41), "\uD83D\uDE00".repeat(30))) {
      RecordingClient client = server.connect("a");
      stage.journal().expect("a", "connect");
      server.port("a", "close", new Fields().add("code", 4000).add("reason", reason)).value();
      client.expectClose(4000, reason);
      stage.journal().expect("a", "port close 4000 " + reason + " clean");
    }
  }

  @Test
  @Verifies(CLOSE_17)
  @DisplayName("a null reason is an NPE")
  void nullReason(Stage stage) {
    assertRefused(stage, 4000, null, "NullPointerException", "");
  }

  /** The call throws, nothing is sent, and the port goes on. */
  private static void assertRefused(
      Stage stage, int code, @Nullable String reason, String... thrown) {
    RemoteServer server = stage.open("refusing", stage.path() + "/" + code, recording());
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    Fields close = new Fields().add("code", code).add("reason", reason);
    assertThat(server.port("a", "close", close).thrown()).startsWith(thrown[0]).contains(thrown[1]);
    assertThat(server.port("a", "state").value().get("readyState")).isEqualTo("OPEN");
    client.send("x").expect("x");
    stage.journal().expect("a", "port message x");
    server.close();
    client.expectClose(1001);
    stage.journal().expect("a", "port close 1001 clean");
  }

  @Test
  @Verifies(CLOSE_5)
  @DisplayName("what was queued before close is sent before the close frame")
  void queuedFirst(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "post:1", "post:2", "post:3", "close:4000 last", "post:4"));
    server.connect("a").expect("1", "2", "3").expectClose(4000, "last");
    stage.journal().expect("a", "connect");
  }

  @Test
  @Verifies(CLOSE_5)
  @DisplayName("so it is for a client that reads late")
  void queuedFirstForSlowClient(Stage stage) {
    // More than a system buffers on its own, so that some of it waits in the server.
    RemoteServer server = stage.open(recording().option("maxBufferedAmount", 20_000_000));
    RawClient client = connect(stage, server, "a");
    for (int i = 0; i < 10; i++) {
      Fields large = new Fields().add("data", "0123456789").add("repeat", 100_000);
      assertThat(server.port("a", "post", large).value().get("queued")).isEqualTo("true");
    }
    server.port("a", "close", new Fields().add("code", 4000).add("reason", "last")).value();
    for (int i = 0; i < 10; i++) {
      assertThat(client.receive()).hasSize(1_000_000);
    }
    client.expect("closed 4000 last").send(Frame.close(4000, "last"));
    stage.journal().expect("a", "port close 4000 last clean");
  }

  @Test
  @Verifies({CLOSE_11, CLOSE_12})
  @DisplayName("after close a port is CLOSING, from its close event on CLOSED")
  void states(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .port("message", "port", "close:4000 first", "close:4001 second", "close", "port")
                .port("close", "port", "close:4002 third"));
    RawClient client = connect(stage, server, "a").send(Frame.text("x"));
    stage.journal().expect("a", "port message x");
    assertThat(stage.journal().next("port").get("readyState")).isEqualTo("OPEN");
    assertThat(stage.journal().next("port").get("readyState")).isEqualTo("CLOSING");
    // Not before: its answer would end what the other calls may not change.
    client.expect("closed 4000 first").answerClose(4000);
    stage.journal().expect("a", "port close 4000 first clean");
    Fields closed = stage.journal().next("port");
    assertThat(closed.get("readyState")).isEqualTo("CLOSED");
    assertThat(closed.get("member")).as("server.ports() has the port").isEqualTo("false");
    assertThat(server.state().get("ports")).isEqualTo("0");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_15)
  @DisplayName("the event is clean once the client has answered, whatever it answers")
  void answered(Stage stage) {
    RemoteServer server = stage.open(recording());
    RawClient client = connect(stage, server, "a");
    server.port("a", "close", new Fields().add("code", 4000).add("reason", "bye")).value();
    client.expect("closed 4000 bye");
    client.send(Frame.close(1000, "whatever"));
    stage.journal().expect("a", "port close 4000 bye clean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_16)
  @DisplayName("a client that does not answer the close frame is dropped")
  void notAnswered(Stage stage) {
    RemoteServer server = stage.open(recording());
    RawClient client = connect(stage, server, "a");
    server.port("a", "close").value();
    client.expect("closed 1000");
    assertThat(client.receive()).isIn("end", "reset");
    assertThat(stage.journal().next("close").get("client")).isEqualTo("a");
    stage.journal().expectNothing();
  }

  private static Handlers recording() {
    return on("connect", "attach").port("message", "echo").port("close");
  }

  private static RawClient connect(Stage stage, RemoteServer server, String name) {
    RawClient client = server.raw(name).connect();
    stage.journal().expect(name, "connect");
    return client;
  }
}
