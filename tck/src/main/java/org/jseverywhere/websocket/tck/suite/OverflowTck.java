package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SLOW_1;
import static org.jseverywhere.websocket.tck.Rule.SLOW_14;
import static org.jseverywhere.websocket.tck.Rule.SLOW_15;
import static org.jseverywhere.websocket.tck.Rule.SLOW_19;
import static org.jseverywhere.websocket.tck.Rule.SLOW_2;
import static org.jseverywhere.websocket.tck.Rule.SLOW_3;
import static org.jseverywhere.websocket.tck.Rule.SLOW_4;
import static org.jseverywhere.websocket.tck.Rule.SLOW_5;
import static org.jseverywhere.websocket.tck.Rule.SLOW_6;
import static org.jseverywhere.websocket.tck.Rule.SLOW_7;
import static org.jseverywhere.websocket.tck.Rule.SLOW_8;
import static org.jseverywhere.websocket.tck.Rule.SLOW_9;
import static org.jseverywhere.websocket.tck.Rule.STAT_2;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Outcome;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.StuckClient;
import org.jseverywhere.websocket.tck.driver.StuckClient.Rest;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter SLOW as far as messages that do not fit are concerned. If one of these fails, look at
 * what the queue between a port and the network does when it is full.
 */
@TckSuite
public class OverflowTck {

  @Test
  @Verifies(SLOW_1)
  @DisplayName("a port starts with the server's policy and limit, and can change them")
  void perPort(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect").option("overflowPolicy", "DROP_OLDEST").option("maxBufferedAmount", 77));
    connected(stage, server, "a");
    connected(stage, server, "b");
    limits(server, "a", "overflowPolicy", "CONFLATE").value();
    limits(server, "a", "maxBufferedAmount", 99).value();
    limits(server, "a", "bufferedAmountLowThreshold", 55).value();
    Fields a = server.port("a", "state").value();
    assertThat(a.get("overflowPolicy")).isEqualTo("CONFLATE");
    assertThat(a.get("maxBufferedAmount")).isEqualTo("99");
    assertThat(a.get("bufferedAmountLowThreshold")).isEqualTo("55");
    Fields b = server.port("b", "state").value();
    assertThat(b.get("overflowPolicy")).isEqualTo("DROP_OLDEST");
    assertThat(b.get("maxBufferedAmount")).isEqualTo("77");
    assertThat(b.get("bufferedAmountLowThreshold")).isEqualTo("0");
  }

  @Test
  @Verifies(SLOW_2)
  @DisplayName("the defaults are CLOSE, 1 second, 10 seconds")
  void defaults(Stage stage) {
    Fields options = stage.command("options", new Fields().add("url", stage.path())).value();
    assertThat(options.get("overflowPolicy")).isEqualTo("CLOSE");
    assertThat(options.get("overflowTimeout")).isEqualTo("PT1S");
    assertThat(options.get("stallTimeout")).isEqualTo("PT10S");
  }

  @ParameterizedTest(name = "{displayName}: {0} {1}")
  @CsvSource({
    "stallTimeout, PT0S",
    "stallTimeout, PT-1S",
    "stallTimeout, PT1H0.001S",
    "overflowTimeout, PT0.0009S",
    "overflowTimeout, PT2H"
  })
  @Verifies(SLOW_3)
  @DisplayName("a time-out out of range is an IAE that names it")
  void timeoutRange(String option, String value, Stage stage) {
    Fields command = new Fields().add("url", stage.path()).add(option, value);
    assertThat(stage.command("options", command).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains(option);
  }

  @ParameterizedTest(name = "{displayName}: {0} {1}")
  @CsvSource({"maxBufferedAmount, 0", "maxBufferedAmount, -1", "bufferedAmountLowThreshold, -1"})
  @Verifies(SLOW_3)
  @DisplayName("a port's limit out of range is an IAE that names it, and changes nothing")
  void portRange(String limit, int value, Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    connected(stage, server, "a");
    String before = server.port("a", "state").value().get(limit);
    assertThat(limits(server, "a", limit, value).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains(limit, String.valueOf(value));
    assertThat(limits(server, "a", "no-policy", "").thrown()).startsWith("NullPointerException");
    Fields after = server.port("a", "state").value();
    assertThat(after.get(limit)).isEqualTo(before);
    assertThat(after.get("overflowPolicy")).isEqualTo("CLOSE");
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"CLOSE", "DROP_OLDEST", "DROP_NEWEST", "CONFLATE", "BLOCK"})
  @Verifies({SLOW_4, SLOW_14, SLOW_19})
  @DisplayName("what fits is sent, in its order, keys or not")
  void fits(String policy, Stage stage) {
    RemoteServer server = stage.open(on("connect", "join:room").option("overflowPolicy", policy));
    StuckClient client = StuckClient.connect(stage, server, "a");
    assertThat(client.postLatest("k", "1")).isTrue();
    assertThat(client.post("2")).isTrue();
    assertThat(client.postLatest("k", "3")).isTrue();
    Fields latest = new Fields().add("key", "k");
    server.command("send-latest", latest.add("data", "4")).value();
    Fields room = new Fields().add("channel", "room").add("key", "k").add("data", "5");
    server.command("channel-latest", room).value();
    client.settled();
    client.limit("maxBufferedAmount", client.buffered() + 1);
    assertThat(client.post("6")).as("what fits to the last byte was queued").isTrue();
    assertThat(client.readOn()).isEqualTo(new Rest(StuckClient.COUNT, "1"));
    client.socket().expect("2", "3", "4", "5", "6");
    assertSum(client, StuckClient.COUNT + 6, 0);
  }

  @Test
  @Verifies(SLOW_19)
  @DisplayName("a null key is an NPE")
  void noKey(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RecordingClient client = connected(stage, server, "a");
    assertThat(server.port("a", "latest", new Fields().add("data", "x")).thrown())
        .startsWith("NullPointerException");
    assertThat(server.command("send-latest", new Fields().add("data", "x")).thrown())
        .startsWith("NullPointerException");
    Fields channel = new Fields().add("data", "x").add("channel", "room");
    assertThat(server.command("channel-latest", channel).thrown())
        .startsWith("NullPointerException");
    client.expectNothing();
  }

  @Test
  @Verifies({SLOW_5, STAT_2})
  @DisplayName("CLOSE: the message is not sent, and the port closes with 1013")
  void close(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close"));
    StuckClient client = StuckClient.connect(stage, server, "a").full();
    assertThat(client.post("too much")).isFalse();
    assertThat(client.state().get("readyState")).isEqualTo("CLOSING");
    expectEnd(stage, client);
    assertThat(client.statistics().get("dropped.OVERFLOW_NEWEST")).isEqualTo("1");
    assertAllCounted(client, StuckClient.COUNT + 1);
  }

  @Test
  @Verifies({SLOW_6, SLOW_14, SLOW_15, STAT_2})
  @DisplayName("DROP_OLDEST: the oldest go until the new one fits")
  void dropOldest(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("overflowPolicy", "DROP_OLDEST"));
    StuckClient client = StuckClient.connect(stage, server, "a").settled().full();
    assertThat(client.post("all others go")).isTrue();
    long written = client.buffered() - "all others go".length();
    client.limit("maxBufferedAmount", written + 3);
    for (String text : new String[] {"1", "2", "3", "4"}) {
      assertThat(client.post(text)).isTrue();
    }
    assertThat(client.buffered()).isEqualTo(written + 3);
    Rest rest = client.readOn();
    assertThat(rest.next()).isEqualTo("2");
    client.socket().expect("3", "4");
    assertSum(client, rest.large() + 3, StuckClient.COUNT - rest.large() + 2);
    assertThat(client.statistics().get("dropped.OVERFLOW_OLDEST"))
        .isEqualTo(client.statistics().get("messagesDropped"));
    eventually(client::state, state -> state.get("bufferedAmount").equals("0"));
  }

  @Test
  @Verifies({SLOW_7, SLOW_14, SLOW_15, STAT_2})
  @DisplayName("DROP_NEWEST: the new one is refused, what waits stays")
  void dropNewest(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("overflowPolicy", "DROP_NEWEST"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    assertThat(client.post("before")).isTrue();
    client.full();
    assertThat(client.post("refused")).isFalse();
    server.send("refused");
    assertThat(client.bufferedTexts()).isEqualTo("before".length());
    assertThat(client.state().get("readyState")).isEqualTo("OPEN");
    client.limit("maxBufferedAmount", StuckClient.PLENTY);
    assertThat(client.post("after")).isTrue();
    assertThat(client.readOn()).isEqualTo(new Rest(StuckClient.COUNT, "before"));
    client.socket().expect("after");
    assertSum(client, StuckClient.COUNT + 2, 2);
    assertThat(client.statistics().get("dropped.OVERFLOW_NEWEST")).isEqualTo("2");
  }

  @Test
  @Verifies({SLOW_8, SLOW_14, SLOW_15, STAT_2})
  @DisplayName("CONFLATE: of each key the latest stays, at its own place")
  void conflate(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("overflowPolicy", "CONFLATE"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    client.postLatest("a", "a1");
    client.postLatest("b", "b1");
    client.post("without a key");
    client.postLatest("a", "a2");
    long buffered = client.settled().buffered();
    client.limit("maxBufferedAmount", buffered);
    assertThat(client.postLatest("a", "a3")).isTrue();
    assertThat(client.buffered()).isEqualTo(buffered - 2);
    assertThat(client.readOn()).isEqualTo(new Rest(StuckClient.COUNT, "b1"));
    client.socket().expect("without a key", "a3");
    assertSum(client, StuckClient.COUNT + 3, 2);
    assertThat(client.statistics().get("dropped.CONFLATED")).isEqualTo("2");
  }

  @Test
  @Verifies({SLOW_8, SLOW_14})
  @DisplayName("CONFLATE: the latest of a message to all and one to a client counts")
  void conflateBroadcast(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("overflowPolicy", "CONFLATE"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    client.postLatest("a", "a1");
    client.limit("maxBufferedAmount", client.settled().buffered());
    server.command("send-latest", new Fields().add("key", "a").add("data", "a2")).value();
    assertThat(client.readOn()).isEqualTo(new Rest(StuckClient.COUNT, "a2"));
    assertSum(client, StuckClient.COUNT + 1, 1);
  }

  @Test
  @Verifies(SLOW_9)
  @DisplayName("CONFLATE: what has no key is not dropped for another; the port closes instead")
  void conflateWithoutKeys(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").port("close").option("overflowPolicy", "CONFLATE"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    client.postLatest("a", "a1");
    client.post("without a key");
    client.full();
    assertThat(client.post("without a key")).isFalse();
    assertThat(client.state().get("readyState")).isEqualTo("CLOSING");
    assertThat(client.statistics().get("dropped.CONFLATED")).isEqualTo("0");
    expectEnd(stage, client);
  }

  /** The client reads on, and finds the end; the journal has one close event. */
  private static void expectEnd(Stage stage, StuckClient client) {
    String last = client.readOn().next();
    assertThat(last).matches("closed 1013.*|end|reset");
    if (last.startsWith("closed")) {
      client.socket().send(Frame.close(1013, ""));
    }
    assertThat(stage.journal().next("close").get("code")).isIn("1013", "1006");
  }

  private static void assertSum(StuckClient client, long sent, long dropped) {
    Fields counted =
        eventually(client::statistics, now -> now.get("messagesSent").equals(String.valueOf(sent)));
    assertThat(counted.get("messagesDropped")).isEqualTo(String.valueOf(dropped));
  }

  private static void assertAllCounted(StuckClient client, long posted) {
    eventually(
        client::statistics,
        now ->
            Long.parseLong(now.get("messagesSent")) + Long.parseLong(now.get("messagesDropped"))
                == posted);
  }

  private static Outcome limits(RemoteServer server, String client, String name, Object value) {
    return server.port(client, "limits", new Fields().add(name, value));
  }

  private static RecordingClient connected(Stage stage, RemoteServer server, String name) {
    RecordingClient client = server.connect(name);
    stage.journal().expect(name, "connect");
    return client;
  }
}
