package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_8;
import static org.jseverywhere.websocket.tck.Rule.CONN_1;
import static org.jseverywhere.websocket.tck.Rule.CONN_2;
import static org.jseverywhere.websocket.tck.Rule.CONN_3;
import static org.jseverywhere.websocket.tck.Rule.CONN_5;
import static org.jseverywhere.websocket.tck.Rule.CONN_6;
import static org.jseverywhere.websocket.tck.Rule.CONN_7;
import static org.jseverywhere.websocket.tck.Rule.CONN_8;
import static org.jseverywhere.websocket.tck.Rule.CONN_9;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter CONN. If one of these fails, look at where a session of the container becomes a port, and
 * at what is done before the connect event has been handled.
 */
@TckSuite
public class ConnectTck {

  private static final int CLIENTS = 20;

  @Test
  @Verifies({CONN_1, CONN_2})
  @DisplayName("a client is announced once, before its messages")
  void onceAndFirst(Stage stage) {
    RemoteServer server = stage.open(on("connect").and("message"));
    server.connect("a").send("1");
    server.connect("b").send("2");
    stage.journal().expect("a", "connect", "message 1");
    stage.journal().expect("b", "connect", "message 2");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({CONN_3, CONN_7, CONN_6})
  @DisplayName("the event has one port, which is open and among the server's ports until it leaves")
  void thePort(Stage stage) {
    RemoteServer server = stage.open(on("connect", "port").and("message"));
    RecordingClient client = server.connect("a");
    Fields connect = stage.journal().next("connect");
    assertThat(connect.get("ports")).isEqualTo("1");
    assertThat(connect.get("first")).as("ports().get(0) == port()").isEqualTo("true");
    Fields port = stage.journal().next("port");
    assertThat(port.get("readyState")).isEqualTo("OPEN");
    assertThat(port.get("member")).as("server.ports() has the port").isEqualTo("true");
    client.close(1000, "");
    client.expectClose(1000);
    eventually(server::state, state -> state.get("ports").equals("0"));
  }

  @Test
  @Verifies(CONN_5)
  @DisplayName("connect events wait for the first connect handler")
  void waitsForHandler(Stage stage) {
    RemoteServer server = stage.open(none());
    RecordingClient client = server.connect("a").send("early");
    server.on("connect", "post:welcome", "attach");
    client.expect("welcome");
    stage.journal().expect("a", "connect");
    server.onPort("a", "message");
    stage.journal().expect("a", "port message early");
  }

  @Test
  @Verifies(CONN_5)
  @DisplayName("with a message handler only, connect events do not wait")
  void messageHandlerIsEnough(Stage stage) {
    RemoteServer server = stage.open(none());
    RecordingClient client = server.connect("a").send("early");
    server.on("message", "echo");
    client.expect("early");
    stage.journal().expect("a", "message early");
  }

  @Test
  @Verifies(CONN_8)
  @DisplayName("a client that vanishes during connect has its close event after it")
  void vanishesDuringConnect(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach", "await:go", "mark:connected").port("close"));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    client.reset();
    stage.journal().expectNothing();
    stage.openGate("go");
    stage.journal().expect("a", "mark connected", "port close 1006 unclean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({CONN_1, CONN_8, CLOSE_8})
  @DisplayName("clients that vanish as soon as they were accepted have a close event each")
  void vanishAtOnce(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close"));
    // Many, because each meets its container at another step of accepting it.
    for (int i = 0; i < CLIENTS; i += 2) {
      server.raw("reset-" + i).connect().reset();
      server.raw("ended-" + i).connect().close();
    }
    for (int i = 0; i < CLIENTS; i += 2) {
      stage.journal().expect("reset-" + i, "connect", "port close 1006 unclean");
      stage.journal().expect("ended-" + i, "connect", "port close 1006 unclean");
    }
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CONN_8)
  @DisplayName("a client that closes during connect has its messages and close event after it")
  void closesDuringConnect(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach", "await:go").port("close").port("message"));
    RawClient client = server.raw("a").connect();
    client.send(Frame.text("hello"), Frame.close(4000, "off"));
    stage.journal().expect("a", "connect");
    stage.openGate("go");
    stage.journal().expect("a", "port message hello", "port close 4000 off clean");
  }

  @Test
  @Verifies(CONN_9)
  @DisplayName("while one connect event is handled, other clients connect")
  void othersConnect(Stage stage) {
    RemoteServer server = stage.open(on("connect", "await:a-only").and("message", "echo"));
    stage.openGate("unrelated");
    RecordingClient first = server.connect("a");
    stage.journal().expect("a", "connect");
    server.on("connect");
    RecordingClient second = server.connect("b").send("x");
    second.expect("x");
    stage.journal().expect("b", "connect", "message x");
    stage.openGate("a-only");
    first.send("y").expect("y");
    stage.journal().expect("a", "message y");
  }
}
