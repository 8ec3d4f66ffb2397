package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SLOW_10;
import static org.jseverywhere.websocket.tck.Rule.SLOW_11;
import static org.jseverywhere.websocket.tck.Rule.SLOW_12;
import static org.jseverywhere.websocket.tck.Rule.SLOW_13;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.StuckClient;
import org.jseverywhere.websocket.tck.driver.StuckClient.Rest;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter SLOW as far as senders that wait are concerned. If one of these fails, look at who wakes
 * them.
 */
@TckSuite
public class BlockTck {

  @Test
  @Verifies(SLOW_10)
  @DisplayName("postMessage waits until the client has taken what was before it")
  void waits(Stage stage) {
    RemoteServer server = open(stage, "PT1H");
    StuckClient client = StuckClient.connect(stage, server, "a").full();
    post(server, "at last");
    stage.journal().expectNothing();
    assertThat(client.readOn()).isEqualTo(new Rest(StuckClient.COUNT, "at last"));
    stage.journal().expect("a", "posted true");
  }

  @Test
  @Verifies(SLOW_11)
  @DisplayName("postMessage gives up after overflowTimeout, and the port closes with 1013")
  void givesUp(Stage stage) {
    RemoteServer server = open(stage, "PT0.2S");
    StuckClient client = StuckClient.connect(stage, server, "a").full();
    post(server, "never");
    stage.journal().expect("a", "posted false");
    assertThat(client.state().get("readyState")).isIn("CLOSING", "CLOSED");
    expectEnd(stage, client, 1013);
  }

  @Test
  @Verifies(SLOW_12)
  @DisplayName("postMessage returns false as soon as the port closes")
  void portCloses(Stage stage) {
    RemoteServer server = open(stage, "PT1H");
    StuckClient client = StuckClient.connect(stage, server, "a").full();
    post(server, "never");
    stage.journal().expectNothing();
    server.port("a", "close").value();
    stage.journal().expect("a", "posted false");
    expectEnd(stage, client, 1000);
  }

  @Test
  @Verifies(SLOW_12)
  @DisplayName("postMessage returns false as soon as the connection is lost")
  void connectionIsLost(Stage stage) {
    RemoteServer server = open(stage, "PT1H");
    StuckClient client = StuckClient.connect(stage, server, "a").full();
    post(server, "never");
    stage.journal().expectNothing();
    client.socket().reset();
    assertThat(stage.journal().next("posted").get("note")).isEqualTo("false");
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1006");
  }

  @Test
  @Verifies(SLOW_13)
  @DisplayName("send does not wait: the slow client is closed, the others get the message")
  void broadcast(Stage stage) {
    RemoteServer server = open(stage, "PT1H");
    StuckClient slow = StuckClient.connect(stage, server, "a").full();
    RecordingClient reader = server.connect("b");
    stage.journal().expect("b", "connect");
    server.send("to all");
    reader.expect("to all");
    assertThat(slow.state().get("readyState")).isIn("CLOSING", "CLOSED");
    expectEnd(stage, slow, 1013);
  }

  private static RemoteServer open(Stage stage, String timeout) {
    return stage.open(
        on("connect", "attach")
            .port("close")
            .option("overflowPolicy", "BLOCK")
            .option("overflowTimeout", timeout)
            .option("stallTimeout", "PT1H"));
  }

  private static void post(RemoteServer server, String text) {
    server.port("a", "post-aside", new Fields().add("data", text)).value();
  }

  private static void expectEnd(Stage stage, StuckClient client, int code) {
    String last = client.readOn().next();
    assertThat(last).matches("closed " + code + ".*|end|reset");
    if (last.startsWith("closed")) {
      client.socket().send(Frame.close(code, ""));
    }
    assertThat(stage.journal().next("close").get("code")).isIn(String.valueOf(code), "1006");
  }
}
