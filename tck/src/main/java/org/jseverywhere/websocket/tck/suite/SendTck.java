package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SEND_1;
import static org.jseverywhere.websocket.tck.Rule.SEND_10;
import static org.jseverywhere.websocket.tck.Rule.SEND_11;
import static org.jseverywhere.websocket.tck.Rule.SEND_12;
import static org.jseverywhere.websocket.tck.Rule.SEND_15;
import static org.jseverywhere.websocket.tck.Rule.SEND_16;
import static org.jseverywhere.websocket.tck.Rule.SEND_2;
import static org.jseverywhere.websocket.tck.Rule.SEND_3;
import static org.jseverywhere.websocket.tck.Rule.SEND_4;
import static org.jseverywhere.websocket.tck.Rule.SEND_5;
import static org.jseverywhere.websocket.tck.Rule.SEND_6;
import static org.jseverywhere.websocket.tck.Rule.SEND_7;
import static org.jseverywhere.websocket.tck.Rule.SEND_8;
import static org.jseverywhere.websocket.tck.Rule.SEND_9;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.binary;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * Chapter SEND. If one of these fails, look at the queue between a port and the network, and at
 * what a server does with one message for many.
 */
@TckSuite
public class SendTck {
  @Test
  @Verifies(SEND_1)
  @DisplayName("send reaches every connected client exactly once")
  void everybody(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    List<RecordingClient> clients =
        Stream.of("a", "b", "c").map(name -> connected(stage, server, name)).toList();
    server.send("hello");
    clients.forEach(client -> client.expect("hello"));
    clients.get(0).expectNothing();
    RecordingClient late = connected(stage, server, "d");
    server.send("again");
    clients.forEach(client -> client.expect("again"));
    late.expect("again");
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"bytes", "buffer", "blob"})
  @Verifies({SEND_2, SEND_3})
  @DisplayName("arrays, buffers and blobs arrive as binary, text as text")
  void kinds(String kind, Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = connected(stage, server, "a");
    server.command("send", binary(kind, "to all".getBytes(UTF_8))).value();
    server.port("a", "post", binary(kind, "to one".getBytes(UTF_8))).value();
    server.send("text to all é😀");
    server.post("a", "text to one é😀");
    client.expect("binary to all", "binary to one", "text to all é😀", "text to one é😀");
  }

  @Test
  @Verifies({SEND_4, SEND_5})
  @DisplayName("posts and broadcasts of one thread arrive in their order")
  void oneThread(Stage stage) {
    String[] steps =
        IntStream.range(0, 100)
            .mapToObj(i -> (i % 3 == 0 ? "send:" : "post:") + i)
            .toArray(String[]::new);
    RemoteServer server = stage.open(on("message", steps));
    RecordingClient other = server.connect("b");
    RecordingClient client = server.connect("a").send("go");
    client.expect(IntStream.range(0, 100).mapToObj(String::valueOf).toArray(String[]::new));
    other.expect(
        IntStream.range(0, 100)
            .filter(i -> i % 3 == 0)
            .mapToObj(String::valueOf)
            .toArray(String[]::new));
    stage.journal().expect("a", "message go");
  }

  @Test
  @Verifies(SEND_6)
  @DisplayName("with several threads nothing is lost or doubled, and each keeps its order")
  void severalThreads(Stage stage) {
    int threads = 4;
    int count = 250;
    RemoteServer server = stage.open(on("connect"));
    List<RecordingClient> clients =
        Stream.of("a", "b").map(name -> connected(stage, server, name)).toList();
    server.command("traffic", new Fields().add("threads", threads).add("count", count)).value();
    for (RecordingClient client : clients) {
      List<String> received = client.take(threads * count);
      for (int thread = 0; thread < threads; thread++) {
        String prefix = thread + " ";
        assertThat(received.stream().filter(text -> text.startsWith(prefix)))
            .containsExactlyElementsOf(
                IntStream.range(0, count).mapToObj(i -> prefix + i).toList());
      }
      client.expectNothing();
    }
  }

  @Test
  @Verifies(SEND_7)
  @DisplayName("send on a server that is not open yet reaches nobody and is no error")
  void beforeOpen(Stage stage) {
    Fields early = stage.command("early", new Fields()).value();
    assertThat(early.get("afterSend")).as("bufferedAmount after sending").isEqualTo("0");
    stage.connect("a", "/early").expectNothing();
  }

  @Test
  @Verifies(SEND_8)
  @DisplayName("on a closing and on a closed port nothing is sent, and bufferedAmount grows")
  void closingPort(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").and("message", "close", "await:go").port("close"));
    RecordingClient client = connected(stage, server, "a").send("x");
    stage.journal().expect("a", "message x");
    client.expectClose(1000);
    for (int i = 1; i <= 2; i++) {
      Fields late = server.port("a", "post", new Fields().add("data", "é€😀!")).value();
      assertThat(late.get("queued")).isEqualTo("false");
      assertThat(late.get("readyState")).isEqualTo("CLOSING");
      assertThat(late.get("bufferedAmount")).isEqualTo(String.valueOf(i * 10));
    }
    stage.openGate("go");
    stage.journal().expect("a", "port close 1000 clean");
    Fields closed = server.port("a", "post", binary("bytes", new byte[3])).value();
    assertThat(closed.get("queued")).isEqualTo("false");
    assertThat(closed.get("readyState")).isEqualTo("CLOSED");
    assertThat(closed.get("bufferedAmount")).isEqualTo("23");
  }

  @Test
  @Verifies(SEND_9)
  @DisplayName("send on a closed server reaches nobody, and bufferedAmount grows")
  void closedServer(Stage stage) {
    RemoteServer server = stage.open(on("connect").and("close"));
    RecordingClient client = connected(stage, server, "a");
    server.close();
    client.expectClose(1001);
    stage.journal().expect("", "close 1000 clean");
    server.send("é€😀!");
    assertThat(server.state().get("bufferedAmount")).isEqualTo("10");
    server.command("send", binary("blob", new byte[3])).value();
    Fields state = server.state();
    assertThat(state.get("readyState")).isEqualTo("CLOSED");
    assertThat(state.get("bufferedAmount")).isEqualTo("13");
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"null-text", "null-bytes", "null-buffer", "null-blob"})
  @Verifies(SEND_10)
  @DisplayName("a null message is an NPE")
  void nothing(String kind, Stage stage) {
    RemoteServer server = stage.open(on("connect", "join:room"));
    RecordingClient client = connected(stage, server, "a");
    Fields nothing = new Fields().add("kind", kind).add("channel", "room");
    assertThat(server.command("send", nothing).thrown()).startsWith("NullPointerException");
    assertThat(server.command("channel", nothing).thrown()).startsWith("NullPointerException");
    assertThat(server.port("a", "post", new Fields().add("kind", kind)).thrown())
        .startsWith("NullPointerException");
    server.post("a", "still there");
    client.expect("still there");
  }

  @Test
  @Verifies(SEND_11)
  @DisplayName("an unpaired surrogate is sent as U+FFFD")
  void surrogates(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = connected(stage, server, "a");
    for (String units : List.of("0061D8000062", "DC00", "DE00D83D", "D83D", "D83DDE00")) {
      server.command("send", new Fields().add("kind", "utf16").add("data", units)).value();
      server.port("a", "post", new Fields().add("kind", "utf16").add("data", units)).value();
    }
    for (String text : List.of("a\uFFFDb", "\uFFFD", "\uFFFD\uFFFD", "\uFFFD", "😀")) {
      client.expect(text, text);
    }
  }

  @Test
  @Verifies(SEND_12)
  @DisplayName("empty messages can be sent")
  void empty(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = connected(stage, server, "a");
    server.send("");
    server.command("send", binary("buffer", new byte[0])).value();
    server.post("a", "");
    server.port("a", "post", binary("bytes", new byte[0])).value();
    server.post("a", "end");
    client.expect("", "binary ", "", "binary ", "end");
  }

  @Test
  @Verifies({SEND_15, SEND_16})
  @DisplayName("one message larger than the limit is sent if nothing else waits")
  void largerThanTheLimit(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("maxBufferedAmount", 100));
    RecordingClient client = connected(stage, server, "a");
    for (int i = 0; i < 3; i++) {
      Fields large = new Fields().add("data", "é").add("repeat", 5000);
      assertThat(server.port("a", "post", large).value().get("queued")).isEqualTo("true");
      client.expect("é".repeat(5000));
      eventually(() -> server.port("a", "state").value(), SendTck::nothingBuffered);
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
