package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.STAT_1;
import static org.jseverywhere.websocket.tck.Rule.STAT_2;
import static org.jseverywhere.websocket.tck.Rule.STAT_3;
import static org.jseverywhere.websocket.tck.Rule.STAT_5;
import static org.jseverywhere.websocket.tck.Rule.STAT_6;
import static org.jseverywhere.websocket.tck.Rule.STAT_7;
import static org.jseverywhere.websocket.tck.Rule.STAT_8;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.StuckClient;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter STAT. If one of these fails, look at where messages are counted, and at what happens to
 * the numbers of a port that leaves.
 */
@TckSuite
public class StatisticsTck {

  @Test
  @Verifies({STAT_1, STAT_7})
  @DisplayName("a port counts messages and bytes, and its snapshots do not change")
  void port(Stage stage) {
    RemoteServer server = stage.open(on("connect").and("message", "echo"));
    RecordingClient client = connected(stage, server, "a");
    Fields before = server.port("a", "statistics", new Fields().add("keep", "before")).value();
    assertThat(before.get("messagesReceived")).isEqualTo("0");
    client.send("é€😀!").send(new byte[3]);
    client.take(2);
    stage.journal().take(line -> line.get("type").equals("message"), 2);
    Fields now = sent(server, 2);
    assertThat(now.get("messagesReceived")).isEqualTo("2");
    assertThat(now.get("bytesReceived")).isEqualTo("13");
    assertThat(now.get("bytesSent")).isEqualTo("13");
    assertThat(now.get("messagesDropped")).isEqualTo("0");
    Fields kept = server.port("a", "statistics", new Fields().add("keep", "before")).value();
    assertThat(kept.toString()).isEqualTo(before.toString());
  }

  @Test
  @Verifies(STAT_2)
  @DisplayName("what is posted to a port that is closing is dropped because it is closed")
  void closed(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").and("message", "close", "await:go").port("close"));
    RecordingClient client = connected(stage, server, "a").send("x");
    stage.journal().expect("a", "message x");
    client.expectClose(1000);
    server.port("a", "post", new Fields().add("data", "late")).value();
    Fields now = server.port("a", "statistics").value();
    assertThat(now.get("dropped.CLOSED")).isEqualTo("1");
    assertThat(now.get("messagesSent")).isEqualTo("0");
    stage.openGate("go");
    stage.journal().expect("a", "port close 1000 clean");
  }

  @Test
  @Verifies(STAT_3)
  @DisplayName("a server counts its ports and their messages, also of those that left")
  void server(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").and("message", "echo").port("close"));
    RecordingClient a = connected(stage, server, "a").send("12345").expect("12345");
    RecordingClient b = connected(stage, server, "b").send("678").expect("678");
    stage.journal().expect("a", "message 12345");
    stage.journal().expect("b", "message 678");
    expectSums(server, 2, 2, 8);
    a.close(1000, "");
    a.expectClose(1000);
    stage.journal().expect("a", "port close 1000 clean");
    expectSums(server, 1, 2, 8);
    b.send("9").expect("9");
    stage.journal().expect("b", "message 9");
    expectSums(server, 1, 2, 9);
  }

  private static void expectSums(RemoteServer server, int ports, int total, int bytes) {
    Fields sums =
        eventually(
            () -> server.command("statistics").value(),
            now ->
                now.get("bytesSent").equals(String.valueOf(bytes))
                    && now.get("ports").equals(String.valueOf(ports)));
    assertThat(sums.get("bytesReceived")).isEqualTo(String.valueOf(bytes));
    assertThat(sums.get("portsTotal")).isEqualTo(String.valueOf(total));
  }

  @Test
  @Verifies(STAT_5)
  @DisplayName("the highest bufferedAmount stays when all was written")
  void highest(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    long buffered = client.buffered();
    long highest = number(client.statistics(), "highestBufferedAmount");
    assertThat(highest).isBetween(buffered, (long) StuckClient.COUNT * StuckClient.LARGE);
    assertThat(client.post("the end")).isTrue();
    assertThat(client.readOn().next()).isEqualTo("the end");
    eventually(client::state, state -> state.get("bufferedAmount").equals("0"));
    assertThat(number(client.statistics(), "highestBufferedAmount"))
        .isGreaterThanOrEqualTo(buffered);
    assertThat(number(server.command("statistics").value(), "highestBufferedAmount"))
        .isEqualTo(number(client.statistics(), "highestBufferedAmount"));
  }

  @Test
  @Verifies(STAT_6)
  @DisplayName("the time that a handler is busy is counted")
  void handlerTime(Stage stage) {
    RemoteServer server = stage.open(on("message", "await:go", "post:done"));
    RecordingClient client = server.connect("a").send("x");
    stage.journal().expect("a", "message x");
    // The handler is busy at least as long as this takes.
    stage.journal().expectNothing();
    stage.openGate("go");
    client.expect("done");
    long atLeast = TckTimeouts.CURRENT.silence().toMillis() / 2;
    eventually(
        () -> server.port("a", "statistics").value(),
        now -> number(now, "handlerMillis") >= atLeast);
    Fields sums = server.command("statistics").value();
    assertThat(number(sums, "handlerMillis")).isGreaterThanOrEqualTo(atLeast);
    assertThat(number(sums, "maxHandlerMillis")).isBetween(atLeast, number(sums, "handlerMillis"));
  }

  @Test
  @Verifies(STAT_8)
  @DisplayName("an open server is an MBean, a closed one is not")
  void managed(Stage stage) {
    RemoteServer server =
        stage.open(on("message", "echo").and("close").option("serverId", stage.path()));
    RecordingClient client = server.connect("a").send("12345").expect("12345");
    stage.journal().expect("a", "message 12345");
    Fields bean =
        eventually(() -> server.command("bean").value(), now -> now.get("BytesSent").equals("5"));
    assertThat(bean.get("beans")).isEqualTo("1");
    assertThat(bean.get("serverId")).contains(stage.path());
    assertThat(bean.get("Url")).isEqualTo(stage.path());
    assertThat(bean.get("ServerId")).isEqualTo(stage.path());
    assertThat(bean.get("ReadyState")).isEqualTo("OPEN");
    assertThat(bean.get("Ports")).isEqualTo("1");
    assertThat(bean.get("PortsTotal")).isEqualTo("1");
    assertThat(bean.get("MessagesReceived")).isEqualTo("1");
    server.close();
    client.expectClose(1001);
    stage.journal().expect("", "close 1000 clean");
    assertThat(server.command("bean").value().get("beans")).isEqualTo("0");
  }

  private static Fields sent(RemoteServer server, int messages) {
    return eventually(
        () -> server.port("a", "statistics").value(),
        now -> now.get("messagesSent").equals(String.valueOf(messages)));
  }

  private static long number(Fields fields, String name) {
    return Long.parseLong(fields.get(name));
  }

  private static RecordingClient connected(Stage stage, RemoteServer server, String name) {
    RecordingClient client = server.connect(name);
    stage.journal().expect(name, "connect");
    return client;
  }
}
