package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_10;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_12;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_13;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_14;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_18;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_6;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_7;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_8;
import static org.jseverywhere.websocket.tck.Rule.CLOSE_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.Journal;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chapter CLOSE, second half: a connection or a server ends, and who is told. If one of these
 * fails, look at who is first to say that a connection ends, and at what the container tells
 * afterwards.
 */
@TckSuite
public class CloseEventTck {

  /** So many clients leave while something is on its way to them; each at another moment. */
  private static final int PARTINGS = 1_000;

  @ParameterizedTest(name = "{0} \"{1}\"")
  @CsvSource({
    "1000, ''",
    "1000, done",
    "1001, away",
    "3000, bye",
    "4000, tschüß",
    "4999, two words"
  })
  @Verifies(CLOSE_6)
  @DisplayName("if the client closes first, the event has its code and reason")
  void clientCloses(int code, String reason, Stage stage) {
    RemoteServer server = stage.open(recording());
    RawClient client = connect(stage, server, "a").send(Frame.close(code, reason));
    assertThat(client.receive()).startsWith("closed");
    String both = reason.isEmpty() ? "" + code : code + " " + reason;
    stage.journal().expect("a", "port close " + both + " clean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_7)
  @DisplayName("a close frame without a code gives 1005")
  void emptyClose(Stage stage) {
    RemoteServer server = stage.open(recording());
    RawClient client = connect(stage, server, "a").send(Frame.emptyClose());
    assertThat(client.receive()).startsWith("closed");
    stage.journal().expect("a", "port close 1005 clean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_18)
  @DisplayName("a close frame is answered, also while messages are being sent")
  void answered(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    String[] texts = {"1", "2", "3", "4"};
    for (int i = 0; i < PARTINGS; i++) {
      RawClient client = server.raw("a").connect();
      Stream.of(texts).map(Frame::text).forEach(client::send);
      client.expect(texts).send(Frame.close(1000, ""));
      assertThat(client.receive()).as("answer to close frame number %s", i).startsWith("closed");
      client.close();
    }
  }

  @Test
  @Verifies(CLOSE_8)
  @DisplayName("a lost connection gives 1006 and is not clean")
  void lost(Stage stage) {
    RemoteServer server = stage.open(recording());
    connect(stage, server, "a").reset();
    stage.journal().expect("a", "port close 1006 unclean");
    connect(stage, server, "b").close();
    stage.journal().expect("b", "port close 1006 unclean");
    RawClient talking = connect(stage, server, "c").send(Frame.text("x")).expect("x");
    talking.send(new Frame(false, Frame.TEXT, new byte[] {'y'}));
    talking.close();
    stage.journal().expect("c", "port message x", "port close 1006 unclean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_9)
  @DisplayName("when both ends close at the same time there is one close event each")
  void bothClose(Stage stage) {
    RemoteServer server = stage.open(recording());
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "client-" + i).toList();
    List<RawClient> clients = names.stream().map(name -> connect(stage, server, name)).toList();
    for (RawClient client : clients.subList(0, 10)) {
      client.send(Frame.close(4001, "client"));
    }
    server.close();
    for (RawClient client : clients.subList(10, 20)) {
      client.send(Frame.close(4001, "client"));
    }
    for (String name : names) {
      List<Fields> events = stage.journal().take(line -> line.get("client").equals(name), 1);
      assertThat(events).as(name).hasSize(1);
      assertThat(Journal.brief(events.get(0))).startsWith("port close");
    }
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({CLOSE_8, CLOSE_9})
  @DisplayName("a client that is lost while messages wait for it has one close event")
  void lostWhileWriting(Stage stage) {
    // The write that fails and the container both tell of the end.
    RemoteServer server = stage.open(recording().option("maxBufferedAmount", 20_000_000));
    RawClient client = connect(stage, server, "a");
    for (int i = 0; i < 10; i++) {
      Fields large = new Fields().add("data", "0123456789").add("repeat", 100_000);
      assertThat(server.port("a", "post", large).value().get("queued")).isEqualTo("true");
    }
    client.reset();
    stage.journal().expect("a", "port close 1006 unclean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({CLOSE_9, CLOSE_12})
  @DisplayName("what follows the end of a connection makes no second close event")
  void onceOnly(Stage stage) {
    RemoteServer server = stage.open(recording());
    connect(stage, server, "left").send(Frame.close(4000, "bye"));
    connect(stage, server, "lost").reset();
    RawClient closed = connect(stage, server, "closed");
    server.port("closed", "close").value();
    closed.expect("closed 1000").send(Frame.close(1000, ""));
    stage.journal().expect("left", "port close 4000 bye clean");
    stage.journal().expect("lost", "port close 1006 unclean");
    stage.journal().expect("closed", "port close 1000 clean");
    closed.reset();
    for (String name : List.of("left", "lost", "closed")) {
      assertThat(server.port(name, "close").value().get("readyState")).isEqualTo("CLOSED");
      server.post(name, "nobody hears this");
    }
    server.close();
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_10)
  @DisplayName("all messages of the client come before its close event")
  void messagesFirst(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").port("message", "await:go").port("close"));
    RawClient client = connect(stage, server, "a");
    String[] expected = new String[51];
    for (int i = 0; i < 50; i++) {
      client.send(Frame.text("" + i));
      expected[i] = "port message " + i;
    }
    client.send(Frame.close(4000, "bye"));
    expected[50] = "port close 4000 bye clean";
    stage.openGate("go");
    stage.journal().expect("a", expected);
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_10)
  @DisplayName("after the close event no message follows, however many were on their way")
  void silenceAfterwards(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").port("message", "close:4000 enough").port("close"));
    RawClient client = connect(stage, server, "a");
    Frame[] many = new Frame[50];
    for (int i = 0; i < many.length; i++) {
      many[i] = Frame.text("" + i);
    }
    // In one step: Payara may end the connection before the last of them was written.
    client.sendTogether(many).expect("closed 4000 enough").answerClose(4000);
    List<Fields> lines = stage.journal().takeUntil("close");
    assertThat(Journal.brief(lines.get(lines.size() - 1)))
        .isEqualTo("port close 4000 enough clean");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_13)
  @DisplayName("close() of a server closes every client with 1001")
  void serverCloses(Stage stage) {
    RemoteServer server = stage.open(recording());
    RecordingClient first = server.connect("a");
    RecordingClient second = server.connect("b");
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    server.close();
    first.expectClose(1001);
    second.expectClose(1001);
    stage.journal().expect("a", "port close 1001 clean");
    stage.journal().expect("b", "port close 1001 clean");
  }

  @Test
  @Verifies(CLOSE_14)
  @DisplayName("a server fires close once, after the close event of its last port")
  void serverAfterPorts(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach").and("close", "server").port("close", "await:go", "mark:left"));
    RecordingClient client = server.connect("a");
    RecordingClient faster = server.connect("b");
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    server.onPort("b", "close");
    server.close();
    client.expectClose(1001);
    faster.expectClose(1001);
    stage.journal().expect("a", "port close 1001 clean");
    stage.journal().expect("b", "port close 1001 clean");
    assertThat(server.state().get("readyState")).isEqualTo("CLOSING");
    stage.journal().expectNothing();
    stage.openGate("go");
    List<Fields> rest = stage.journal().take(line -> true, 3);
    assertThat(rest.stream().map(Journal::brief))
        .containsExactly("port mark left", "close 1000 clean", "server");
    assertThat(rest.get(2).get("readyState")).isEqualTo("CLOSED");
    server.close();
    assertThat(server.state().get("readyState")).isEqualTo("CLOSED");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(CLOSE_14)
  @DisplayName("a server without clients fires close, once")
  void serverWithoutClients(Stage stage) {
    RemoteServer server = stage.open(on("close", "server"));
    server.close();
    server.close();
    stage.journal().expect("", "close 1000 clean", "server");
    stage.journal().expectNothing();
  }

  private static Handlers recording() {
    return on("connect", "attach").port("message", "echo").port("close");
  }

  private static RawClient connect(Stage stage, RemoteServer server, String name) {
    RawClient client = server.raw(name).connect();
    stage.journal().expect(name, "connect");
    return client;
  }
}
