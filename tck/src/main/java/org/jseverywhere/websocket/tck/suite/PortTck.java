package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.PORT_1;
import static org.jseverywhere.websocket.tck.Rule.PORT_10;
import static org.jseverywhere.websocket.tck.Rule.PORT_11;
import static org.jseverywhere.websocket.tck.Rule.PORT_2;
import static org.jseverywhere.websocket.tck.Rule.PORT_3;
import static org.jseverywhere.websocket.tck.Rule.PORT_4;
import static org.jseverywhere.websocket.tck.Rule.PORT_5;
import static org.jseverywhere.websocket.tck.Rule.PORT_6;
import static org.jseverywhere.websocket.tck.Rule.PORT_7;
import static org.jseverywhere.websocket.tck.Rule.PORT_8;
import static org.jseverywhere.websocket.tck.Rule.PORT_9;
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
 * Chapter PORT. If one of these fails, look at the queue between the connection and the listeners
 * of a port, and at what starts it.
 */
@TckSuite
public class PortTck {

  @Test
  @Verifies(PORT_1)
  @DisplayName("what arrives while connect is handled waits for its end")
  void heldDuringConnect(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach", "start", "await:go", "mark:connected")
                .and("message")
                .port("message"));
    server.connect("a").send("1");
    stage.journal().expect("a", "connect");
    stage.journal().expectNothing();
    stage.openGate("go");
    stage.journal().expect("a", "mark connected", "port message 1", "message 1");
  }

  @Test
  @Verifies({PORT_2, PORT_7})
  @DisplayName("setting onMessage delivers what was held, in order")
  void handlerStarts(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = server.connect("a").send("1", "2", "3");
    stage.journal().expect("a", "connect");
    stage.journal().expectNothing();
    server.onPort("a", "message", "echo");
    client.expect("1", "2", "3").send("4").expect("4");
    stage
        .journal()
        .expect("a", "port message 1", "port message 2", "port message 3", "port message 4");
  }

  @Test
  @Verifies({PORT_3, PORT_4})
  @DisplayName("adding listeners does not start a port, start() does")
  void startStarts(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.connect("a").send("1");
    stage.journal().expect("a", "connect");
    server.port("a", "listener", handler("message").add("label", "first")).value();
    server.port("a", "listener", handler("message").add("label", "second")).value();
    stage.journal().expectNothing();
    server.port("a", "start").value();
    stage.journal().expect("a", "first message 1", "second message 1");
  }

  @Test
  @Verifies(PORT_3)
  @DisplayName("a started port without any listener drops its messages")
  void startedForNobody(Stage stage) {
    RemoteServer server = stage.open(on("connect", "start"));
    RecordingClient client = server.connect("a").send("1");
    stage.journal().expect("a", "connect");
    stage.journal().expectNothing();
    server.onPort("a", "message", "echo");
    client.send("2").expect("2");
    stage.journal().expect("a", "port message 2");
  }

  @Test
  @Verifies(PORT_5)
  @DisplayName("if the server has a message listener the port starts by itself")
  void startsByItself(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.command("listener", handler("message").add("label", "one for all")).value();
    server.connect("a").send("1", "2");
    stage.journal().expect("a", "connect", "one for all message 1", "one for all message 2");
  }

  @Test
  @Verifies({PORT_6, PORT_7})
  @DisplayName("a message listener that the server gets later starts its ports")
  void serverListensLater(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.connect("a").send("1", "2");
    server.connect("b").send("3");
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    stage.journal().expectNothing();
    server.command("listener", handler("message").add("label", "late")).value();
    stage.journal().expect("a", "late message 1", "late message 2");
    stage.journal().expect("b", "late message 3");
  }

  @Test
  @Verifies(PORT_7)
  @DisplayName("held messages come before those that arrive later")
  void heldFirst(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = server.connect("a").send("1", "2", "3");
    stage.journal().expect("a", "connect");
    server.onPort("a", "message", "await:go", "echo");
    stage.journal().expect("a", "port message 1");
    client.send("4", "5");
    stage.journal().expectNothing();
    stage.openGate("go");
    client.expect("1", "2", "3", "4", "5");
    stage
        .journal()
        .expect("a", "port message 2", "port message 3", "port message 4", "port message 5");
  }

  @Test
  @Verifies(PORT_8)
  @DisplayName("starting a started port has no effect")
  void startTwice(Stage stage) {
    RemoteServer server = stage.open(on("connect", "start", "attach", "start").port("message"));
    RecordingClient client = server.connect("a").send("1");
    stage.journal().expect("a", "connect", "port message 1");
    server.port("a", "start").value();
    client.send("2");
    stage.journal().expect("a", "port message 2");
    stage.journal().expectNothing();
    client.close(1000, "");
    client.expectClose(1000);
    server.port("a", "start").value();
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(PORT_9)
  @DisplayName("a port that closes unstarted drops what it held and still fires close")
  void closesUnstarted(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close"));
    RecordingClient client = server.connect("a").send("1", "2");
    stage.journal().expect("a", "connect");
    server.port("a", "listener", handler("message").add("label", "held")).value();
    client.close(4000, "off");
    stage.journal().expect("a", "port close 4000 off clean");
    server.onPort("a", "message");
    server.port("a", "start").value();
    server.on("message");
    stage.journal().expectNothing();
    client.expectClose(4000);
  }

  @Test
  @Verifies(PORT_10)
  @DisplayName("one message more than may wait closes a holding port with 1008")
  void holdsTooMany(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").port("close").option("maxPendingMessages", 3));
    RecordingClient client = server.connect("a").send("1", "2", "3");
    stage.journal().expect("a", "connect");
    client.expectNothing();
    stage.journal().expectNothing();
    client.send("4");
    client.expectClose(1008);
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1008");
  }

  @Test
  @Verifies(PORT_11)
  @DisplayName("attributes() keeps what the application puts there, for each port")
  void attributes(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    for (String client : List.of("a", "b")) {
      server.connect(client);
      stage.journal().expect(client, "connect");
      server.port(client, "attribute", new Fields().add("value", "of " + client)).value();
    }
    assertThat(server.port("a", "attribute").value().get("value")).isEqualTo("of a");
    assertThat(server.port("b", "attribute").value().get("value")).isEqualTo("of b");
  }
}
