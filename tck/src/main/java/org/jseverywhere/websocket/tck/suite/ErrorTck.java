package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.ERR_1;
import static org.jseverywhere.websocket.tck.Rule.ERR_10;
import static org.jseverywhere.websocket.tck.Rule.ERR_2;
import static org.jseverywhere.websocket.tck.Rule.ERR_3;
import static org.jseverywhere.websocket.tck.Rule.ERR_4;
import static org.jseverywhere.websocket.tck.Rule.ERR_5;
import static org.jseverywhere.websocket.tck.Rule.ERR_6;
import static org.jseverywhere.websocket.tck.Rule.ERR_7;
import static org.jseverywhere.websocket.tck.Rule.ERR_8;
import static org.jseverywhere.websocket.tck.Rule.ERR_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.handler;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.DeliberateException;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter ERR. If one of these fails, look at where listeners are called: nothing that they throw
 * may reach the container, and nothing may get lost.
 */
@TckSuite
public class ErrorTck {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"throw:oops", "throw-error:oops"})
  @Verifies({ERR_1, ERR_9})
  @DisplayName("after a message listener has thrown, the next message is delivered")
  void message(String failing, Stage stage) {
    RemoteServer server = stage.open(on("message", "echo", failing).and("error"));
    RecordingClient client = server.connect("a").send("1").expect("1").send("2").expect("2");
    stage.journal().expect("a", "message 1", "error", "message 2", "error");
    client.expectNothing();
  }

  @Test
  @Verifies({ERR_2, ERR_5})
  @DisplayName("all other listeners of the event are called")
  void otherListeners(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach", "post:attached")
                .and("message", "throw:server", "post:never")
                .port("message", "throw:first")
                .port("error"));
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    client.expect("attached");
    Fields listener = handler("message").add("label", "second").add("steps", "throw:second");
    server.port("a", "listener", listener).value();
    Fields third = handler("message").add("label", "third").add("steps", "echo");
    server.command("listener", third).value();
    client.send("x").expect("x");
    for (String cause : new String[] {"first", "second", "server"}) {
      assertThat(stage.journal().next("error").get("cause")).endsWith(": " + cause);
    }
    stage
        .journal()
        .expect("a", "port message x", "second message x", "message x", "third message x");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"throw:oops", "throw-error:oops"})
  @Verifies({ERR_3, ERR_2, ERR_9})
  @DisplayName("a connect listener that throws does not end the connection")
  void connect(String failing, Stage stage) {
    RemoteServer server = stage.open(on("connect", failing).and("message", "echo").and("error"));
    Fields second = handler("connect").add("label", "second");
    server.command("listener", second).value();
    server.connect("a").send("x").expect("x");
    assertThat(stage.journal().next("error").get("cause")).endsWith("oops");
    stage.journal().expect("a", "connect", "second connect", "message x");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"throw:oops", "throw-error:oops"})
  @Verifies({ERR_4, ERR_6, ERR_9})
  @DisplayName("a close listener that throws makes an error event and does no harm to others")
  void close(String failing, Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .and("error")
                .and("close")
                .port("message", "echo")
                .port("close", failing));
    RecordingClient first = server.connect("a");
    RecordingClient second = server.connect("b").send("1").expect("1");
    first.close(4000, "bye");
    assertThat(first.take(1)).as("the server's answer").hasSize(1);
    stage.journal().expect("a", "connect", "port close 4000 bye clean", "error");
    second.send("2").expect("2");
    RecordingClient third = server.connect("c").send("3").expect("3");
    third.close(4000, "bye");
    assertThat(third.take(1)).as("the server's answer").hasSize(1);
    stage.journal().expect("c", "connect", "port message 3", "port close 4000 bye clean", "error");
    server.close();
    second.expectClose(1001);
    stage
        .journal()
        .expect(
            "b", "connect", "port message 1", "port message 2", "port close 1001 clean", "error");
    stage.journal().expect("", "close 1000 clean");
    assertThat(server.state().get("ports")).isEqualTo("0");
  }

  @Test
  @Verifies({ERR_4, ERR_6})
  @DisplayName("what listeners of open and close of the server throw becomes an error event, too")
  void serverEvents(Stage stage) {
    RemoteServer server =
        stage.open(on("open", "throw:open").and("error").and("close", "throw:close"));
    stage.journal().expect("", "open", "error");
    server.close();
    stage.journal().expect("", "close 1000 clean", "error");
    assertThat(server.state().get("readyState")).isEqualTo("CLOSED");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(ERR_5)
  @DisplayName("if the port has an error listener it hears it, once, and the server does not")
  void onPort(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach").and("error").port("message", "throw:oops").port("error"));
    server.connect("a").send("x");
    stage.journal().expect("a", "connect", "port message x", "port error");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(ERR_6)
  @DisplayName("if the port has none the server hears it, once")
  void onServer(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").and("error").port("message", "throw:oops"));
    RecordingClient client = server.connect("a").send("x");
    stage.journal().expect("a", "connect", "port message x", "error");
    server.onPort("a", "error");
    client.send("y");
    stage.journal().expect("a", "port message y", "port error");
    server.port("a", "handler", handler("error")).value();
    client.send("z");
    stage.journal().expect("a", "port message z", "error");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({ERR_7, ERR_1, ERR_3, ERR_4})
  @DisplayName("without any error listener everything goes on")
  void nobodyListens(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach", "throw:connect")
                .port("message", "echo", "throw:message")
                .port("close", "throw:close"));
    RecordingClient first = server.connect("a").send("1", "2").expect("1", "2");
    RecordingClient second = server.connect("b").send("3").expect("3");
    first.close(4000, "bye");
    assertThat(first.take(1)).as("the server's answer").hasSize(1);
    stage.journal().expect("a", "connect", "port message 1", "port message 2");
    stage.journal().expect("a", "port close 4000 bye clean");
    second.send("4").expect("4");
    stage.journal().expect("b", "connect", "port message 3", "port message 4");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(ERR_8)
  @DisplayName("the event has what was thrown, and a description without the message")
  void causeAndData(Stage stage) {
    RemoteServer server =
        stage.open(on("message", "throw:the reason").and("error").option("serverId", stage.path()));
    server.connect("a").send("SECRET");
    stage.journal().expect("a", "message SECRET");
    Fields error = stage.journal().next("error");
    // The whole of it: what was thrown, not wrapped in anything.
    assertThat(error.get("cause")).isEqualTo(DeliberateException.class.getName() + ": the reason");
    assertThat(error.get("client")).isEqualTo("a");
    assertThat(error.get("data")).contains("message").contains(stage.path());
    assertThat(error.toString()).doesNotContain("SECRET");
    server.on("message", "throw-error:an error");
    server.connect("b").send("SECRET");
    stage.journal().expect("b", "message SECRET");
    assertThat(stage.journal().next("error").get("cause"))
        .isEqualTo(AssertionError.class.getName() + ": an error");
  }

  @Test
  @Verifies({ERR_10, ERR_2})
  @DisplayName("an error listener that throws fires no further error event at the same target")
  void errorListener(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach", "post:attached")
                .and("message", "echo")
                .port("message", "throw:oops")
                .port("error", "throw:again"));
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    client.expect("attached");
    Fields second = handler("error").add("label", "second").add("steps", "throw-error:again");
    server.port("a", "listener", second).value();
    client.send("x").expect("x");
    stage.journal().expect("a", "port message x", "port error", "second error", "message x");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(ERR_10)
  @DisplayName("nor does it at the server")
  void errorListenerOfServer(Stage stage) {
    RemoteServer server =
        stage.open(on("message", "throw:oops", "echo").and("error", "post:sorry", "throw:again"));
    server.connect("a").send("x").expect("sorry").send("y").expect("sorry");
    stage.journal().expect("a", "message x", "error", "message y", "error");
    stage.journal().expectNothing();
  }
}
