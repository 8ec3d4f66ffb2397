package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SLOW_16;
import static org.jseverywhere.websocket.tck.Rule.SLOW_17;
import static org.jseverywhere.websocket.tck.Rule.SLOW_18;
import static org.jseverywhere.websocket.tck.Rule.STAT_2;
import static org.jseverywhere.websocket.tck.Rule.STAT_4;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.ArrayList;
import java.util.List;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.StuckClient;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter SLOW as far as progress is concerned. If one of these fails, look at what watches over
 * clients for which something waits.
 */
@TckSuite
public class StallTck {

  private static final int STEADY_SIZE = 1_000_000;
  private static final int STEADY_COUNT = 40;

  /** More than a server may have threads that wait in closes. */
  private static final int STUCK = 10;

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"CLOSE", "DROP_OLDEST", "DROP_NEWEST", "CONFLATE", "BLOCK"})
  @Verifies({SLOW_16, STAT_2, STAT_4})
  @DisplayName("a client that takes nothing is closed, and gone although it does not answer")
  void stuck(String policy, Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .port("close")
                .option("overflowPolicy", policy)
                // Some containers only tell the end of a message: then it counts for each 256 KiB.
                .option("stallTimeout", "PT0.1S"));
    RecordingClient reader = server.connect("b");
    stage.journal().expect("b", "connect");
    StuckClient client = StuckClient.connect(stage, server, "a");
    Fields close = stage.journal().next("close");
    assertThat(close.get("client")).isEqualTo("a");
    assertThat(close.get("code")).isIn("1013", "1006");
    eventually(server::state, state -> state.get("ports").equals("1"));
    Fields counted = server.command("statistics").value();
    assertThat(counted.get("evicted.STALLED")).isEqualTo("1");
    assertThat(counted.get("evicted.OVERFLOW")).isEqualTo("0");
    assertThat(counted.get("portsEvicted")).isEqualTo("1");
    eventually(
        client::statistics,
        now ->
            Long.parseLong(now.get("messagesSent")) + Long.parseLong(now.get("dropped.CLOSED"))
                == StuckClient.COUNT);
    assertThat(client.readOn().next()).matches("closed 1013.*|end|reset");
    server.send("on we go");
    reader.expect("on we go");
  }

  @Test
  @Verifies(SLOW_16)
  @DisplayName("clients that are closed and go on taking nothing leave no connections behind")
  void dropped(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect")
                .port("close")
                .option("maxBufferedAmount", StuckClient.PLENTY)
                .option("stallTimeout", "PT0.1S"));
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < STUCK; i++) {
      clients.add(server.raw("c" + i).smallWindow().connect());
      stage.journal().expect("c" + i, "connect");
    }
    // A container holds several copies of what it sends to each of them.
    Fields large = new Fields().add("data", "x").add("repeat", StuckClient.LARGE / 2);
    for (int i = 0; i < StuckClient.COUNT; i++) {
      server.command("send", large).value();
    }
    clients.forEach(RawClient::expectDropped);
  }

  @Test
  @Verifies(SLOW_16)
  @DisplayName("closed behind a large message, a client that takes nothing leaves no connection")
  void droppedBehindOneMessage(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .port("close")
                .option("maxBufferedAmount", StuckClient.PLENTY)
                .option("stallTimeout", "PT0.1S"));
    RawClient client = server.raw("a").smallWindow().connect();
    stage.journal().expect("a", "connect");
    // Handed over at once on some containers, and so followed by the close frame.
    server
        .port("a", "post", new Fields().add("data", "x").add("repeat", StuckClient.LARGE / 2))
        .value();
    server.port("a", "close").value();
    client.expectDropped();
  }

  @Test
  @Verifies(SLOW_17)
  @DisplayName("a client that reads slowly and steadily is kept")
  void steady(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .port("close")
                .option("maxBufferedAmount", StuckClient.PLENTY)
                .option("stallTimeout", "PT1S"));
    RawClient client = server.raw("a").smallWindow().connect();
    stage.journal().expect("a", "connect");
    for (int i = 0; i < STEADY_COUNT; i++) {
      Fields message = new Fields().add("data", "x").add("repeat", STEADY_SIZE);
      assertThat(server.port("a", "post", message).value().get("queued")).isEqualTo("true");
    }
    for (int i = 0; i < STEADY_COUNT; i += 2) {
      // Twenty times the time of silence are some stallTimeouts.
      stage.journal().expectNothing();
      assertThat(client.receive().length()).as("length of message %s", i).isEqualTo(STEADY_SIZE);
      assertThat(client.receive().length()).as("length of message %s", i).isEqualTo(STEADY_SIZE);
    }
    server.post("a", "the last");
    client.expect("the last");
  }

  @Test
  @Verifies(SLOW_18)
  @DisplayName("a client for which nothing waits is kept, however silent it is")
  void idle(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").port("close").option("stallTimeout", "PT0.1S"));
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    server.post("a", "before");
    client.expect("before");
    for (int i = 0; i < 4; i++) {
      stage.journal().expectNothing();
    }
    server.post("a", "after");
    client.expect("after");
  }

  @Test
  @Verifies(STAT_4)
  @DisplayName("a client that is closed by its policy counts as evicted by overflow")
  void overflow(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    StuckClient client = StuckClient.connect(stage, server, "a").full();
    assertThat(client.post("too much")).isFalse();
    assertThat(client.post("and later")).isFalse();
    Fields counted = server.command("statistics").value();
    assertThat(counted.get("evicted.OVERFLOW")).isEqualTo("1");
    assertThat(counted.get("evicted.STALLED")).isEqualTo("0");
    assertThat(client.readOn().next()).matches("closed 1013.*|end|reset");
  }
}
