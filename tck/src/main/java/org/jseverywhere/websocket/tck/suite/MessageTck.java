package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.MSG_1;
import static org.jseverywhere.websocket.tck.Rule.MSG_10;
import static org.jseverywhere.websocket.tck.Rule.MSG_11;
import static org.jseverywhere.websocket.tck.Rule.MSG_15;
import static org.jseverywhere.websocket.tck.Rule.MSG_16;
import static org.jseverywhere.websocket.tck.Rule.MSG_2;
import static org.jseverywhere.websocket.tck.Rule.MSG_3;
import static org.jseverywhere.websocket.tck.Rule.MSG_4;
import static org.jseverywhere.websocket.tck.Rule.MSG_5;
import static org.jseverywhere.websocket.tck.Rule.MSG_6;
import static org.jseverywhere.websocket.tck.Rule.MSG_7;
import static org.jseverywhere.websocket.tck.Rule.MSG_8;
import static org.jseverywhere.websocket.tck.Rule.MSG_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.handler;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Journal;
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
 * Chapter MSG. If one of these fails, look at how a message of the container becomes an event, and
 * at what keeps the events of a port in order.
 */
@TckSuite
public class MessageTck {
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"BLOCKING", "NON_BLOCKING"})
  @Verifies(MSG_1)
  @DisplayName("messages are fired in the order in which they were sent")
  void inOrder(String execution, Stage stage) {
    RemoteServer server =
        stage.open(
            on("message", "echo")
                .option("maxPendingMessages", 1000)
                .option("handlerExecution", execution));
    RecordingClient client = server.connect("a");
    String[] numbers = IntStream.range(0, 300).mapToObj(String::valueOf).toArray(String[]::new);
    client.send(numbers).expect(numbers);
    stage
        .journal()
        .expect("a", Arrays.stream(numbers).map(n -> "message " + n).toArray(String[]::new));
  }

  @Test
  @Verifies(MSG_2)
  @DisplayName("the next event of a port waits for the end of the one before")
  void neverOverlap(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .and("message", "mark:done")
                .port("message", "await:go")
                .port("close"));
    RawClient client = server.raw("a").connect();
    client.send(Frame.text("1"), Frame.text("2"), Frame.close(1000, ""));
    stage.journal().expect("a", "connect", "port message 1");
    stage.journal().expectNothing();
    stage.openGate("go");
    stage
        .journal()
        .expect(
            "a",
            "message 1",
            "mark done",
            "port message 2",
            "message 2",
            "mark done",
            "port close 1000 clean");
  }

  @Test
  @Verifies(MSG_3)
  @DisplayName("a handler that is busy with one client does not hold up another")
  void othersGoOn(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient busy = server.connect("a").send("1");
    RecordingClient other = server.connect("b");
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    server.onPort("a", "message", "await:go", "echo");
    server.onPort("b", "message", "echo");
    stage.journal().expect("a", "port message 1");
    other.send("2").expect("2").send("3").expect("3");
    stage.journal().expect("b", "port message 2", "port message 3");
    busy.expectNothing();
    stage.openGate("go");
    busy.expect("1");
  }

  @Test
  @Verifies(MSG_4)
  @DisplayName("the listeners of the port run before those of the server")
  void portFirst(Stage stage) {
    RemoteServer server = stage.open(on("message").and("connect", "attach").port("message"));
    server.command("listener", handler("message").add("label", "server's")).value();
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    server.port("a", "listener", handler("message").add("label", "port's")).value();
    client.send("x");
    stage
        .journal()
        .expect("a", "port message x", "port's message x", "message x", "server's message x");
  }

  @Test
  @Verifies(MSG_5)
  @DisplayName("a message event has the handshake data of its port")
  void handshakeData(Stage stage) {
    String steps = "handshake:X-Tck-Client,Cookie";
    RemoteServer server =
        stage.open("main", stage.path() + "/{room}", on("connect").and("message", steps));
    RecordingClient client =
        stage.connect(
            "a",
            stage.path() + "/red?x=1&x=2",
            with -> with.header("Cookie", "k=v").header("Authorization", "Bearer x"));
    client.send("hello");
    stage.journal().expect("a", "connect", "message hello");
    Fields ofPort =
        server
            .port(
                "a",
                "handshake",
                new Fields().add("header", "X-Tck-Client").add("header", "Cookie"))
            .value();
    Fields ofEvent = stage.journal().next("handshake");
    assertThat(ofPort.get("path.room")).isEqualTo("red");
    assertThat(ofPort.get("authorization")).isEqualTo("Bearer x");
    for (String name : ofPort.names()) {
      assertThat(ofEvent.all(name)).as(name).isEqualTo(ofPort.all(name));
    }
  }

  @Test
  @Verifies({MSG_6, MSG_7})
  @DisplayName("text is a String, binary a Blob")
  void textAndBlob(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    RecordingClient client = server.connect("a").send("hello").send("bytes".getBytes(UTF_8));
    client.expect("hello", "binary bytes");
    stage.journal().expect("a", "message hello", "message blob bytes");
  }

  @Test
  @Verifies(MSG_8)
  @DisplayName("with arraybuffer binary is a read-only ByteBuffer")
  void arrayBuffer(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo").option("binaryType", "arraybuffer"));
    RecordingClient client = server.connect("a").send("bytes".getBytes(UTF_8)).send("text");
    client.expect("binary bytes", "text");
    Fields line = stage.journal().next("message");
    assertThat(Journal.brief(line)).isEqualTo("message arraybuffer bytes");
    assertThat(line.get("readOnly")).isEqualTo("true");
    stage.journal().expect("a", "message text");
  }

  @Test
  @Verifies(MSG_9)
  @DisplayName("a port's binaryType can be changed for the following messages")
  void changesOnPort(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    RecordingClient a = server.connect("a").send(new byte[] {'1'}).expect("binary 1");
    RecordingClient b = server.connect("b").send(new byte[] {'2'}).expect("binary 2");
    Fields changed = server.port("a", "binary", new Fields().add("type", "arraybuffer")).value();
    assertThat(changed.get("binaryType")).isEqualTo("arraybuffer");
    a.send(new byte[] {'3'}).expect("binary 3");
    b.send(new byte[] {'4'}).expect("binary 4");
    server.port("a", "binary", new Fields().add("type", "blob")).value();
    a.send(new byte[] {'5'}).expect("binary 5");
    stage.journal().expect("a", "message blob 1", "message arraybuffer 3", "message blob 5");
    stage.journal().expect("b", "message blob 2", "message blob 4");
    assertThat(server.state().get("binaryType")).isEqualTo("blob");
  }

  @Test
  @Verifies(MSG_10)
  @DisplayName("a server's binaryType is what its ports start with from then on")
  void changesOnServer(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    RecordingClient a = server.connect("a").send(new byte[] {'1'}).expect("binary 1");
    Fields changed = server.command("binary", new Fields().add("type", "arraybuffer")).value();
    assertThat(changed.get("binaryType")).isEqualTo("arraybuffer");
    server.connect("b").send(new byte[] {'2'}).expect("binary 2");
    a.send(new byte[] {'3'}).expect("binary 3");
    stage.journal().expect("a", "message blob 1", "message blob 3");
    stage.journal().expect("b", "message arraybuffer 2");
  }

  @Test
  @Verifies(MSG_11)
  @DisplayName("empty messages are messages")
  void empty(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    RecordingClient client = server.connect("a").send("").send(new byte[0]).send("end");
    client.expect("", "binary ", "end");
    stage.journal().expect("a", "message", "message blob", "message end");
  }

  @Test
  @Verifies(MSG_15)
  @DisplayName("another binaryType is an IAE that says which there are, null an NPE")
  void wrongBinaryType(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.connect("a");
    stage.journal().expect("a", "connect");
    for (String wrong : List.of("text", "", "Blob", "ARRAYBUFFER", "arraybuffer ")) {
      Fields type = new Fields().add("type", wrong);
      assertThat(server.command("binary", type).thrown())
          .startsWith("IllegalArgumentException: ")
          .contains("\"" + wrong + "\"", "blob", "arraybuffer");
      assertThat(server.port("a", "binary", new Fields().add("type", wrong)).thrown())
          .startsWith("IllegalArgumentException: ");
    }
    assertThat(server.command("binary").thrown()).startsWith("NullPointerException");
    assertThat(server.port("a", "binary").thrown()).startsWith("NullPointerException");
    assertThat(server.state().get("binaryType")).isEqualTo("blob");
  }

  @Test
  @Verifies(MSG_16)
  @DisplayName("the wrong question is an IllegalStateException; isText() tells")
  void wrongQuestion(Stage stage) {
    RemoteServer server = stage.open(on("message", "ask"));
    server.connect("a").send("hello").send(new byte[] {1, 2, 3});
    Fields text = stage.journal().next("ask");
    Fields binary = stage.journal().next("ask");
    stage.journal().expect("a", "message hello", "message blob \u0001\u0002\u0003");
    assertThat(text.get("isText")).isEqualTo("true");
    assertThat(text.get("text")).isEqualTo("hello");
    assertThat(text.get("bytes")).isEqualTo("IllegalStateException");
    assertThat(binary.get("isText")).isEqualTo("false");
    assertThat(binary.get("text")).isEqualTo("IllegalStateException");
    assertThat(binary.get("bytes")).isEqualTo("3 bytes");
  }
}
