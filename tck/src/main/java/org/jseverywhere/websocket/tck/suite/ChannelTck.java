package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CHAN_1;
import static org.jseverywhere.websocket.tck.Rule.CHAN_2;
import static org.jseverywhere.websocket.tck.Rule.CHAN_3;
import static org.jseverywhere.websocket.tck.Rule.CHAN_4;
import static org.jseverywhere.websocket.tck.Rule.CHAN_5;
import static org.jseverywhere.websocket.tck.Rule.CHAN_6;
import static org.jseverywhere.websocket.tck.Rule.CHAN_7;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.binary;

import java.util.List;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter CHAN. If one of these fails, look at where a server keeps which port is in which channel.
 */
@TckSuite
public class ChannelTck {

  @Test
  @Verifies({CHAN_1, CHAN_7})
  @DisplayName("a message reaches the ports that joined, each once, and no other")
  void reachesWhoJoined(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient a = connected(stage, server, "a", "red", "blue");
    RecordingClient b = connected(stage, server, "b", "red");
    RecordingClient c = connected(stage, server, "c", "blue");
    RecordingClient d = connected(stage, server, "d");
    tell(server, "red", "to red");
    tell(server, "blue", "to blue");
    tell(server, "green", "to nobody");
    server.send("to all");
    a.expect("to red", "to blue", "to all");
    b.expect("to red", "to all");
    c.expect("to blue", "to all");
    d.expect("to all");
    assertThat(ports(server, "red")).isEqualTo("2");
    assertThat(ports(server, "green")).isEqualTo("0");
    d.expectNothing();
  }

  @Test
  @Verifies(CHAN_2)
  @DisplayName("who left or closed is not reached and not among the ports")
  void leaving(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close"));
    RecordingClient stays = connected(stage, server, "a", "red");
    RecordingClient leaves = connected(stage, server, "b", "red", "blue");
    RecordingClient closes = connected(stage, server, "c", "red");
    server.port("b", "leave", channel("red")).value();
    closes.close(1000, "");
    stage.journal().expect("c", "port close 1000 clean");
    assertThat(ports(server, "red")).isEqualTo("1");
    tell(server, "red", "x");
    tell(server, "blue", "y");
    stays.expect("x");
    leaves.expect("y");
    closes.expectClose(1000);
    server.port("b", "leave", channel("red")).value();
    server.port("c", "join", channel("red")).value();
    assertThat(ports(server, "red")).as("with a port that joins after its end").isEqualTo("1");
  }

  @Test
  @Verifies(CHAN_3)
  @DisplayName("joining twice counts once")
  void twice(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = connected(stage, server, "a", "red", "red");
    assertThat(ports(server, "red")).isEqualTo("1");
    tell(server, "red", "1");
    server.port("a", "leave", channel("red")).value();
    tell(server, "red", "2");
    server.post("a", "end");
    client.expect("1", "end");
  }

  @Test
  @Verifies(CHAN_4)
  @DisplayName("an empty name is an IAE, null an NPE")
  void emptyName(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    connected(stage, server, "a");
    assertThat(server.command("channel", channel("").add("data", "x")).thrown())
        .startsWith("IllegalArgumentException: ");
    assertThat(server.port("a", "join", channel("")).thrown())
        .startsWith("IllegalArgumentException: ");
    assertThat(server.command("channel", new Fields().add("data", "x")).thrown())
        .startsWith("NullPointerException");
    assertThat(server.port("a", "join").thrown()).startsWith("NullPointerException");
    assertThat(server.port("a", "leave").thrown()).startsWith("NullPointerException");
  }

  @Test
  @Verifies(CHAN_5)
  @DisplayName("a channel of that name of another server is another channel")
  void ofAnotherServer(Stage stage) {
    RemoteServer first = stage.open(on("connect"));
    RemoteServer second = stage.open("second", stage.path() + "/second", on("connect"));
    RecordingClient a = connected(stage, first, "a", "red");
    RecordingClient b = connected(stage, second, "b", "red");
    assertThat(ports(first, "red")).isEqualTo("1");
    tell(first, "red", "1");
    tell(second, "red", "2");
    a.expect("1");
    b.expect("2");
    a.expectNothing();
  }

  @Test
  @Verifies(CHAN_6)
  @DisplayName("a message takes its place in the order of each port")
  void order(Stage stage) {
    String[] steps =
        IntStream.range(0, 120)
            .mapToObj(i -> List.of("post:" + i, "tell:red " + i, "send:" + i).get(i % 3))
            .toArray(String[]::new);
    RemoteServer server = stage.open(on("connect").and("message", steps));
    RecordingClient other = connected(stage, server, "b", "red");
    RecordingClient client = connected(stage, server, "a", "red").send("go");
    client.expect(IntStream.range(0, 120).mapToObj(String::valueOf).toArray(String[]::new));
    other.expect(
        IntStream.range(0, 120)
            .filter(i -> i % 3 > 0)
            .mapToObj(String::valueOf)
            .toArray(String[]::new));
    stage.journal().expect("a", "message go");
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"bytes", "buffer", "blob"})
  @Verifies(CHAN_7)
  @DisplayName("a channel takes text, arrays, buffers and blobs; nobody in it is no error")
  void kinds(String kind, Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = connected(stage, server, "a", "red");
    for (String name : List.of("red", "nobody")) {
      Fields message = binary(kind, "hello".getBytes(UTF_8)).add("channel", name);
      server.command("channel", message).value();
    }
    tell(server, "red", "text é😀");
    client.expect("binary hello", "text é😀");
  }

  private static RecordingClient connected(
      Stage stage, RemoteServer server, String name, String... channels) {
    RecordingClient client = server.connect(name);
    stage.journal().expect(name, "connect");
    for (String channel : channels) {
      server.port(name, "join", channel(channel)).value();
    }
    return client;
  }

  private static Fields channel(String name) {
    return new Fields().add("channel", name);
  }

  private static void tell(RemoteServer server, String channel, String text) {
    server.command("channel", channel(channel).add("data", text)).value();
  }

  private static String ports(RemoteServer server, String channel) {
    Fields state = server.command("channel-state", channel(channel)).value();
    assertThat(state.get("name")).isEqualTo(channel);
    return state.get("ports");
  }
}
