package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.OPEN_1;
import static org.jseverywhere.websocket.tck.Rule.OPEN_2;
import static org.jseverywhere.websocket.tck.Rule.OPEN_3;
import static org.jseverywhere.websocket.tck.Rule.OPEN_4;
import static org.jseverywhere.websocket.tck.Rule.OPEN_5;
import static org.jseverywhere.websocket.tck.Rule.OPEN_6;
import static org.jseverywhere.websocket.tck.Rule.OPEN_7;
import static org.jseverywhere.websocket.tck.Rule.OPEN_8;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.handler;

import java.util.List;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter OPEN. If one of these fails, look at where a server changes from CONNECTING to OPEN, and
 * at what is kept for listeners that come later.
 */
@TckSuite
public class OpenTck {

  @Test
  @Verifies(OPEN_1)
  @DisplayName("when open returns the server is OPEN and accepts clients")
  void openAtOnce(Stage stage) {
    Fields opening = new Fields().add("server", "main").add("url", stage.path());
    assertThat(stage.command("open", opening).value().get("readyState")).isEqualTo("OPEN");
    stage.connect("a", stage.path());
  }

  @Test
  @Verifies(OPEN_2)
  @DisplayName("a server that was opened while the application started has fired open once")
  void openWithTheApplication(Stage stage) {
    stage.connect("a", "/early").expectNothing();
    Fields early = stage.command("early", new Fields()).value();
    assertThat(early.get("opened")).isEqualTo("1");
  }

  @Test
  @Verifies({OPEN_2, OPEN_3})
  @DisplayName("a handler that is set later is called once")
  void lateHandler(Stage stage) {
    RemoteServer server = stage.open(none());
    server.on("open", "server");
    stage.journal().expect("", "open", "server");
    server.connect("a");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({OPEN_2, OPEN_3})
  @DisplayName("each listener that is added later is called once")
  void lateListeners(Stage stage) {
    RemoteServer server = stage.open(none());
    for (String label : List.of("first", "second")) {
      server.command("listener", handler("open").add("label", label)).value();
      server.command("listener", handler("open").add("label", label)).value();
      stage.journal().expect("", label + " open");
    }
    server.command("listener", handler("open").add("label", "once").add("once", "")).value();
    stage.journal().expect("", "once open");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({OPEN_4, OPEN_5})
  @DisplayName("a server that cannot open fires error, not open, and is CLOSED")
  void cannotOpen(Stage stage) {
    stage.open(none());
    RemoteServer second = stage.open("second", stage.path(), on("open").and("error"));
    Fields state = second.state();
    assertThat(state.get("readyState")).isEqualTo("CLOSED");
    assertThat(state.get("listed")).isEqualTo("false");
    assertThat(stage.journal().next("error").get("client")).isEmpty();
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({OPEN_4, OPEN_5})
  @DisplayName("error handlers and listeners that come after a failed opening are called once")
  void lateErrorHandler(Stage stage) {
    stage.open(none());
    RemoteServer second = stage.open("second", stage.path(), none());
    second.on("open");
    second.on("error");
    assertThat(stage.journal().next("error").get("data")).contains(stage.path());
    second.command("listener", handler("error").add("label", "late")).value();
    assertThat(stage.journal().next("error").get("label")).isEqualTo("late");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(OPEN_6)
  @DisplayName("the states have the draft's numbers")
  void numbers(Stage stage) {
    assertThat(stage.command("states", new Fields()).value().toString())
        .isEqualTo("CONNECTING=0&OPEN=1&CLOSING=2&CLOSED=3");
    RemoteServer server = stage.open(none());
    assertThat(server.state().get("value")).isEqualTo("1");
    server.close();
    assertThat(server.state().get("value")).isEqualTo("3");
  }

  @Test
  @Verifies(OPEN_7)
  @DisplayName("servers() has the servers that are not closed")
  void listed(Stage stage) {
    String url = stage.path();
    RemoteServer server = stage.open(on("connect", "attach").port("close", "await:leave"));
    RemoteServer other = stage.open("other", url + "/other", none());
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    assertThat(servers(stage).get(url)).isEqualTo("OPEN");
    assertThat(servers(stage).get(url + "/other")).isEqualTo("OPEN");

    server.close();
    client.expectClose(1001);
    stage.journal().expect("a", "port close 1001 clean");
    assertThat(server.state().get("readyState")).isEqualTo("CLOSING");
    assertThat(server.state().get("listed")).as("a closing server is listed").isEqualTo("true");
    server.on("close");
    stage.openGate("leave");
    stage.journal().expect("", "close 1000 clean");
    assertThat(server.state().get("listed")).as("a closed server is listed").isEqualTo("false");

    other.close();
    assertThat(servers(stage).names()).doesNotContain(url, url + "/other");
  }

  private static Fields servers(Stage stage) {
    return stage.command("servers", new Fields()).value();
  }

  @Test
  @Verifies(OPEN_8)
  @DisplayName("a new server has nothing buffered, binaryType blob, its protocol or none")
  void atFirst(Stage stage) {
    Fields plain = stage.open(none()).state();
    assertThat(plain.get("bufferedAmount")).isEqualTo("0");
    assertThat(plain.get("binaryType")).isEqualTo("blob");
    assertThat(plain.find("protocol")).isEmpty();
    assertThat(plain.get("ports")).isEqualTo("0");
    RemoteServer other =
        stage.open("other", stage.path() + "/other", none().option("protocol", "tck.v1"));
    assertThat(other.state().get("protocol")).isEqualTo("tck.v1");
  }
}
