package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CDI_1;
import static org.jseverywhere.websocket.tck.Rule.CDI_2;
import static org.jseverywhere.websocket.tck.Rule.CDI_3;
import static org.jseverywhere.websocket.tck.Rule.CDI_4;
import static org.jseverywhere.websocket.tck.Rule.CDI_5;
import static org.jseverywhere.websocket.tck.Rule.CDI_6;
import static org.jseverywhere.websocket.tck.Rule.CDI_7;
import static org.jseverywhere.websocket.tck.Rule.CDI_8;
import static org.jseverywhere.websocket.tck.Rule.OPEN_2;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.List;
import org.jseverywhere.websocket.tck.Neighbour;
import org.jseverywhere.websocket.tck.Target;
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

/**
 * Chapter CDI. If one of these fails, look at where definitions become beans and events reach
 * observers. Events without a client are in the journal of the scenario {@code application}.
 */
@TckSuite
public class CdiTck {

  private static final String CHAT = "/declared/chat";
  private static final String STRICT = "/declared/strict/hall";
  private static final String ALLOWED = "https://allowed.example";

  @Test
  @Verifies(CDI_1)
  @DisplayName("constructor, field, servlet and lookup give the reference that open gives")
  void sameReference(Stage stage) {
    Fields identity = Fields.parse(stage.application().get("declared/identity").body());
    for (String way : List.of("constructor", "field", "servlet", "lookup")) {
      assertThat(identity.get(way))
          .as("the server had by %s is the opened one", way)
          .isEqualTo("true");
    }
    assertThat(identity.get("other")).as("another id is the same server").isEqualTo("false");
  }

  @Test
  @Verifies({CDI_2, CDI_4, OPEN_2})
  @DisplayName("a declared server is open once the application is deployed, and said so once")
  void openAtStart(Target target) throws Exception {
    try (Neighbour fresh = target.neighbour("tck-fresh", "DeclaredDoor")) {
      Stage stage = fresh.stage("client");
      Fields atFirst = stage.command("servers", new Fields()).value();
      assertThat(atFirst.get("/declared/door")).as("one that nobody injects").isEqualTo("OPEN");
      stage.connect("a", CHAT);
      stage.journal().expect("a", "observer connect");
      Stage events = fresh.stage("application");
      events.journal().expect("", "observer open");
      events.journal().expectNothing();
      Fields servers = stage.command("servers", new Fields()).value();
      assertThat(servers.get(CHAT)).isEqualTo("OPEN");
      assertThat(servers.get("/declared/strict/{room}")).isEqualTo("OPEN");
    }
  }

  @Test
  @Verifies(CDI_3)
  @DisplayName("the attributes of a definition are the options of its server")
  void attributes(Stage stage) {
    Fields options = Fields.parse(stage.application().get("declared/options").body());
    assertThat(options.get("url")).isEqualTo("/declared/strict/{room}");
    assertThat(options.get("serverId")).isEqualTo("declared-strict");
    assertThat(options.get("protocol")).isEqualTo("tck.v1");
    assertThat(options.get("binaryType")).isEqualTo("arraybuffer");
    assertThat(options.all("allowedOrigins")).containsExactly(ALLOWED);
    assertThat(options.get("maxMessageSize")).isEqualTo("100");
    assertThat(options.get("maxPendingMessages")).isEqualTo("5");
    assertThat(options.get("maxBufferedAmount")).isEqualTo("5000");
    assertThat(options.get("overflowPolicy")).isEqualTo("DROP_NEWEST");
    assertThat(options.get("overflowTimeout")).isEqualTo("PT0.5S");
    assertThat(options.get("stallTimeout")).isEqualTo("PT30S");
  }

  @Test
  @Verifies(CDI_3)
  @DisplayName("the attributes of a definition have their effect on clients")
  void attributesWork(Stage stage) {
    RecordingClient client =
        stage.connect("a", STRICT, with -> with.subprotocols("tck.v1").header("Origin", ALLOWED));
    assertThat(client.protocol()).isEqualTo("tck.v1");
    client.send(new byte[] {'h', 'i'});
    stage.journal().expect("a", "observer message arraybuffer hi");
    client.send("x".repeat(101));
    client.expectClose(1009);

    RawClient other = stage.raw("b", STRICT).header("Origin", "https://other.example");
    assertThat(other.handshake().status()).isEqualTo(403);
  }

  @Test
  @Verifies({CDI_4, CDI_7})
  @DisplayName("observers get connect, message and close events, without any listener")
  void observersAlone(Stage stage) {
    RecordingClient client = stage.connect("a", CHAT).send("1", "2");
    stage.journal().expect("a", "observer connect", "observer message 1", "observer message 2");
    client.close(4001, "enough");
    stage.journal().expect("a", "observer close 4001 enough clean");
    client.expectClose(4001, "enough");
  }

  @Test
  @Verifies(CDI_4)
  @DisplayName("observers with an id do not hear of other servers, declared or not")
  void ofNoOtherServer(Stage stage) {
    stage.open(on("message")).connect("a").send("1");
    stage.journal().expect("a", "message 1");
    // Of this server the fixture observes messages only.
    stage.connect("b", STRICT).send("2");
    stage.journal().expect("b", "observer message 2");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies({CDI_4, CDI_6})
  @DisplayName("the order is port, server, observers; errors and the server's close are observed")
  void order(Target target) throws Exception {
    try (Neighbour own = target.neighbour("tck-order")) {
      Stage stage = own.stage("order");
      Stage events = own.stage("application");
      events.journal().expect("", "observer open");
      RemoteServer chat =
          stage.open(
              "chat",
              CHAT,
              on("connect", "attach")
                  .and("message")
                  .and("error")
                  .port("message")
                  .option("serverId", "declared-chat"));
      RecordingClient client = chat.connect("a").send("1");
      stage.journal().expect("a", "connect", "observer connect");
      stage.journal().expect("a", "port message 1", "message 1", "observer message 1");

      chat.on("message", "throw:deliberate");
      client.send("2");
      stage.journal().expect("a", "port message 2", "message 2", "error", "observer error");
      stage.journal().expect("a", "observer message 2");

      chat.close();
      client.expectClose(1001);
      stage.journal().expect("a", "observer close 1001 clean");
      events.journal().expect("", "observer close 1000 clean");
      events.journal().expectNothing();
    }
  }

  @Test
  @Verifies(CDI_5)
  @DisplayName("observers without an id get all events of all servers, also of those without one")
  void allServers(Target target) throws Exception {
    try (Neighbour own = target.neighbour("tck-all", "AllServersObserver")) {
      Stage events = own.stage("application");
      Stage stage = own.stage("all");
      events.script("all.open", "server");
      events.script("all.close", "server");
      RemoteServer anonymous = stage.open(none());
      RecordingClient a = anonymous.connect("a").send("1");
      expectOfAll(stage, "a", "all connect", "all message 1");
      stage.script("all.message", "throw:deliberate");
      a.send("2");
      expectOfAll(stage, "a", "all message 2", "all error");
      stage.script("all.message");
      a.close(1000, "");
      a.expectClose(1000);
      expectOfAll(stage, "a", "all close 1000 clean");

      stage.connect("b", CHAT).send("3");
      expectOfAll(stage, "b", "all connect", "all message 3");
      stage.journal().expect("b", "observer connect", "observer message 3");

      anonymous.close();
      assertThat(urls(events, "open")).containsExactly(stage.path());
      assertThat(urls(events, "close")).containsExactly(stage.path());
      expectOfAll(
          events, "", "all open", "all open", "all open", "all open", "all close 1000 clean");
      events.journal().expect("", "observer open");
      events.journal().expectNothing();
    }
  }

  private static void expectOfAll(Stage stage, String client, String... lines) {
    assertThat(
            stage
                .journal()
                .take(
                    line ->
                        line.get("client").equals(client)
                            && Journal.brief(line).startsWith("all ")
                            && !line.get("type").equals("server"),
                    lines.length))
        .extracting(Journal::brief)
        .containsExactly(lines);
  }

  /** Of which servers an event was observed since the test asked for it. */
  private static List<String> urls(Stage events, String type) {
    return events
        .journal()
        .take(line -> line.get("type").equals("server") && line.get("on").equals(type), 1)
        .stream()
        .map(line -> line.get("url"))
        .toList();
  }

  @Test
  @Verifies(CDI_8)
  @DisplayName("what an observer throws becomes one error event, and the connection goes on")
  void observerThrows(Stage stage) {
    stage.script("observer.message", "throw:deliberate");
    RawClient client = stage.raw("a", CHAT).connect();
    client.send(Frame.text("1"));
    stage.journal().expect("a", "observer connect", "observer message 1");
    Fields error = stage.journal().next("error");
    assertThat(error.get("label")).isEqualTo("observer");
    assertThat(error.get("cause")).contains("DeliberateException", "deliberate");
    stage.script("observer.message", "echo");
    client.send(Frame.text("2"));
    client.expect("2");
    stage.journal().expect("a", "observer message 2");
    stage.journal().expectNothing();
  }
}
