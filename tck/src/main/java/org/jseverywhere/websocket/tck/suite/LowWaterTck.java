package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SLOW_20;
import static org.jseverywhere.websocket.tck.Rule.SLOW_21;
import static org.jseverywhere.websocket.tck.Rule.SLOW_22;
import static org.jseverywhere.websocket.tck.Rule.SLOW_23;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.StuckClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter SLOW as far as the event is concerned that tells a producer to go on. If one of these
 * fails, look at where the bytes of a port are taken off, and at the way of events to its
 * listeners.
 */
@TckSuite
public class LowWaterTck {

  private static final String LOW = "bufferedamountlow";

  @Test
  @Verifies({SLOW_20, SLOW_22})
  @DisplayName("it is fired once when the client has taken enough, on a port that is not started")
  void falls(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port(LOW, "port"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    client.limit("bufferedAmountLowThreshold", 10);
    assertThat(client.post("1234567890")).isTrue();
    stage.journal().expectNothing();
    assertThat(client.readOn().next()).isEqualTo("1234567890");
    assertThat(stage.journal().next(LOW).get("client")).isEqualTo("a");
    assertThat(Long.parseLong(stage.journal().next("port").get("bufferedAmount")))
        .isLessThanOrEqualTo(10);
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({SLOW_20, SLOW_21})
  @DisplayName("the threshold is 0 at first: a client that takes all makes its producer go on")
  void zero(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port(LOW));
    RecordingClient client = connected(stage, server);
    assertThat(server.port("a", "state").value().get("bufferedAmountLowThreshold")).isEqualTo("0");
    for (String text : new String[] {"1", "2"}) {
      server.post("a", text);
      client.expect(text);
      stage.journal().expect("a", "port " + LOW);
    }
  }

  @Test
  @Verifies(SLOW_21)
  @DisplayName("setting the threshold fires nothing, nor do messages that stay below it")
  void setting(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port(LOW));
    StuckClient client = StuckClient.connect(stage, server, "a");
    client.limit("bufferedAmountLowThreshold", StuckClient.PLENTY);
    assertThat(client.post("below")).isTrue();
    assertThat(client.readOn().next()).isEqualTo("below");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(SLOW_22)
  @DisplayName("it waits for a handler of its port that is busy")
  void noOverlap(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").port("message", "post:answer", "await:go").port(LOW));
    RecordingClient client = connected(stage, server).send("question");
    stage.journal().expect("a", "port message question");
    client.expect("answer");
    stage.journal().expectNothing();
    stage.openGate("go");
    stage.journal().expect("a", "port " + LOW);
  }

  @Test
  @Verifies(SLOW_23)
  @DisplayName("a listener of it on a server is an IAE")
  void notOnServers(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    assertThat(server.command("listener", RemoteServer.handler(LOW)).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains(LOW);
  }

  private static RecordingClient connected(Stage stage, RemoteServer server) {
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    return client;
  }
}
