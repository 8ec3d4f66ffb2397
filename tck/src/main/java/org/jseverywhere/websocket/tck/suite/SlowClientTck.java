package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SEND_13;
import static org.jseverywhere.websocket.tck.Rule.SEND_14;
import static org.jseverywhere.websocket.tck.Rule.SEND_17;
import static org.jseverywhere.websocket.tck.Rule.SEND_18;
import static org.jseverywhere.websocket.tck.Rule.SEND_3;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.binary;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter SEND as far as clients that do not read are concerned. If one of these fails, look at the
 * queue between a port and the network.
 */
@TckSuite
public class SlowClientTck {

  /** More than the system buffers for one connection whose client does not read. */
  private static final int LARGE = 8_000_000;

  /** A container may take some of them off our hands whole; not all of these. */
  private static final int STUCK = 5;

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"bytes", "buffer"})
  @Verifies(SEND_3)
  @DisplayName("arrays and buffers that wait are copies")
  void copies(String kind, Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "join:room").option("maxBufferedAmount", 2 * STUCK * LARGE));
    RawClient client = stuck(stage, server, "a");
    // The fixture overwrites what it has sent as soon as the call has returned.
    server.port("a", "post", binary(kind, "one".getBytes(UTF_8))).value();
    server.command("send", binary(kind, "two".getBytes(UTF_8))).value();
    Fields three = binary(kind, "three".getBytes(UTF_8)).add("channel", "room");
    server.command("channel", three).value();
    readStuck(client);
    client.expect("binary one", "binary two", "binary three");
  }

  @Test
  @Verifies(SEND_13)
  @DisplayName("send does not wait for a client that does not read; the others get their messages")
  void doesNotWait(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("maxBufferedAmount", 2 * STUCK * LARGE));
    RecordingClient reader = connected(stage, server, "b");
    RawClient stuck = stuck(stage, server, "a");
    server.send("1");
    server.send("2");
    reader.expect("1", "2");
    assertThat(buffered(server, "a")).isPositive();
    readStuck(stuck);
    stuck.expect("1", "2");
  }

  @Test
  @Verifies(SEND_14)
  @DisplayName("a client with too much waiting is closed with 1013; the others go on")
  void tooSlow(Stage stage) {
    RemoteServer server = limited(stage);
    RecordingClient reader = connected(stage, server, "b");
    RawClient slow = tooSlow(stage, server);
    server.send("on we go");
    reader.expect("on we go");
    String last = afterLarge(slow);
    assertThat(last).matches("closed 1013.*|end|reset");
    if (last.startsWith("closed")) {
      slow.send(Frame.close(1013, ""));
    }
    assertThat(stage.journal().next("close").get("code"))
        .as("code of the event, where the client saw <%s>", last)
        .isEqualTo("1013");
  }

  @Test
  @Verifies(SEND_18)
  @DisplayName("a client that was too slow and reads on finds the close frame")
  void tooSlowIsTold(Stage stage) {
    RemoteServer server = limited(stage);
    RawClient slow = tooSlow(stage, server);
    assertThat(afterLarge(slow)).startsWith("closed 1013");
    slow.send(Frame.close(1013, ""));
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1013");
  }

  @Test
  @Verifies(SEND_17)
  @DisplayName("bufferedAmount of the server is the sum of its ports' and falls to 0")
  void bufferedAmount(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("maxBufferedAmount", 2 * STUCK * LARGE));
    RawClient a = stuck(stage, server, "a");
    RawClient b = stuck(stage, server, "b");
    server.post("a", "é€😀!");
    Fields both =
        eventually(
            server::state,
            state -> buffered(state) == buffered(server, "a") + buffered(server, "b"));
    assertThat(buffered(both)).isGreaterThan(buffered(server, "b")).isGreaterThan(10);
    readStuck(a);
    a.expect("é€😀!");
    eventually(() -> server.port("a", "state").value(), SlowClientTck::nothingBuffered);
    assertThat(buffered(server, "b")).isPositive();
    assertThat(server.state().get("bufferedAmount")).isNotEqualTo("0");
    readStuck(b);
    eventually(server::state, SlowClientTck::nothingBuffered);
  }

  private static RemoteServer limited(Stage stage) {
    return stage.open(on("connect", "attach").port("close").option("maxBufferedAmount", 1000));
  }

  /** A client that does not read, with more waiting than it may have. */
  private static RawClient tooSlow(Stage stage, RemoteServer server) {
    RawClient client = server.raw("a").smallWindow().connect();
    stage.journal().expect("a", "connect");
    int posts = 0;
    while (post(server, "a", LARGE).get("queued").equals("true")) {
      posts++;
      assertThat(posts).as("large messages that were queued").isLessThan(2 * STUCK);
    }
    return client;
  }

  private static String afterLarge(RawClient client) {
    String received = client.receive();
    while (received.length() == LARGE) {
      received = client.receive();
    }
    return received;
  }

  private static long buffered(RemoteServer server, String client) {
    return buffered(server.port(client, "state").value());
  }

  private static long buffered(Fields state) {
    return Long.parseLong(state.get("bufferedAmount"));
  }

  private static Fields post(RemoteServer server, String client, int size) {
    return server.port(client, "post", new Fields().add("data", "x").add("repeat", size)).value();
  }

  /** A client that does not read, with large messages on their way to it. */
  private static RawClient stuck(Stage stage, RemoteServer server, String name) {
    RawClient client = server.raw(name).smallWindow().connect();
    stage.journal().expect(name, "connect");
    for (int i = 0; i < STUCK; i++) {
      assertThat(post(server, name, LARGE).get("queued")).isEqualTo("true");
    }
    return client;
  }

  private static void readStuck(RawClient client) {
    for (int i = 0; i < STUCK; i++) {
      assertThat(client.receive().length()).as("length of a large message").isEqualTo(LARGE);
    }
  }

  private static boolean nothingBuffered(Fields state) {
    return state.get("bufferedAmount").equals("0");
  }

  private static RecordingClient connected(Stage stage, RemoteServer server, String name) {
    RecordingClient client = server.connect(name);
    stage.journal().expect(name, "connect");
    return client;
  }
}
