package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.RATE_1;
import static org.jseverywhere.websocket.tck.Rule.RATE_2;
import static org.jseverywhere.websocket.tck.Rule.RATE_4;
import static org.jseverywhere.websocket.tck.Rule.RATE_5;
import static org.jseverywhere.websocket.tck.Rule.RATE_6;
import static org.jseverywhere.websocket.tck.Rule.RATE_7;
import static org.jseverywhere.websocket.tck.Rule.RATE_8;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Eventually.inTime;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter RATE. Clients of several addresses come by way of a trusted proxy, which is the test. If
 * one of these fails, look at what is counted when a client comes and when it goes.
 */
@TckSuite
public class RateTck {

  @Test
  @Verifies({RATE_1, RATE_8})
  @DisplayName("no more clients than the server takes, and another one when one leaves")
  void ports(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close").option("maxPorts", 2));
    RawClient first = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    server.raw("b").connect();
    stage.journal().expect("b", "connect");
    assertRefused(server.raw("c"), 503);
    assertCounted(server, "PORTS");
    first.send(Frame.close(1000, "")).expect("closed 1000");
    stage.journal().expect("a", "port close 1000 clean");
    server.raw("d").connect();
    stage.journal().expect("d", "connect");
  }

  @Test
  @Verifies({RATE_2, RATE_8})
  @DisplayName("no more clients of one address than may be, and those of others are not touched")
  void addresses(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .port("close")
                .option("maxPortsPerAddress", 1)
                .option("trustedProxies", "127.0.0.0/8"));
    RawClient first = from(server, "a", "203.0.113.7").connect();
    stage.journal().expect("a", "connect");
    assertRefused(from(server, "b", "203.0.113.7"), 429);
    assertCounted(server, "PORTS_OF_ADDRESS");
    from(server, "c", "203.0.113.8").connect();
    stage.journal().expect("c", "connect");
    from(server, "d", "2001:db8:1:2::1").connect();
    stage.journal().expect("d", "connect");
    assertRefused(from(server, "e", "2001:db8:1:2:ffff::2"), 429);
    from(server, "f", "2001:db8:1:3::1").connect();
    stage.journal().expect("f", "connect");
    first.send(Frame.close(1000, "")).expect("closed 1000");
    stage.journal().expect("a", "port close 1000 clean");
    from(server, "g", "203.0.113.7").connect();
    stage.journal().expect("g", "connect");
  }

  @Test
  @Verifies({RATE_4, RATE_8})
  @DisplayName("who shakes hands too often is refused, for a while")
  void handshakes(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect")
                .option("maxHandshakesPerSecond", 1)
                .option("trustedProxies", "127.0.0.0/8"));
    from(server, "a", "203.0.113.7").connect();
    stage.journal().expect("a", "connect");
    assertRefused(from(server, "b", "203.0.113.7"), 429);
    assertCounted(server, "HANDSHAKE_RATE");
    from(server, "c", "203.0.113.8").connect();
    stage.journal().expect("c", "connect");
    int status =
        inTime(() -> from(server, "d", "203.0.113.7").handshake().status(), now -> now == 101);
    assertThat(status).isEqualTo(101);
    stage.journal().expect("d", "connect");
  }

  @Test
  @Verifies({RATE_5, RATE_8})
  @DisplayName("who sends too many messages is closed with 1008")
  void messages(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .and("message")
                .port("close")
                .option("maxMessagesPerSecond", 10));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    Frame[] flood = new Frame[200];
    for (int i = 0; i < flood.length; i++) {
      flood[i] = Frame.text(String.valueOf(i));
    }
    client.sendTogether(flood);
    client.expect("closed 1008 Too much in a second");
    client.answerClose(1008);
    List<Fields> seen = stage.journal().takeUntil("close");
    assertThat(seen).hasSizeBetween(11, 200);
    for (int i = 0; i < seen.size() - 1; i++) {
      assertThat(seen.get(i).get("text")).isEqualTo(String.valueOf(i));
    }
    assertThat(server.command("statistics").value().get("evicted.MESSAGE_RATE")).isEqualTo("1");
  }

  @Test
  @Verifies({RATE_6, RATE_8})
  @DisplayName("who sends too many bytes is closed with 1008, but not for one large message")
  void bytes(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .and("message")
                .port("close")
                .option("maxBytesPerSecond", 1_000));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    client.sendTogether(Frame.text("x".repeat(60_000)), Frame.text("y"));
    client.expect("closed 1008 Too much in a second");
    client.answerClose(1008);
    stage.journal().expect("a", "message 60000 long", "port close 1008 Too much in a second clean");
    assertThat(server.command("statistics").value().get("evicted.BYTE_RATE")).isEqualTo("1");
  }

  @Test
  @Verifies(RATE_7)
  @DisplayName("clients that come together are no more than the server takes")
  void together(Stage stage) throws IOException {
    int clients = 40;
    int most = 10;
    RemoteServer server = stage.open(none().option("maxPorts", most));
    List<RawClient> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RawClient client = server.raw("c" + i);
      client.sendHandshake();
      all.add(client);
    }
    List<RawClient> accepted = new ArrayList<>();
    for (RawClient client : all) {
      int status = client.answer().status();
      assertThat(status).isIn(101, 503);
      if (status == 101) {
        accepted.add(client);
      }
    }
    eventually(
        () -> server.command("statistics").value(),
        now -> now.get("refused.PORTS").equals(String.valueOf(clients - most)));
    assertThat(server.state().get("ports")).isEqualTo(String.valueOf(most));
    server.send("hello");
    List<String> received = accepted.stream().map(RawClient::receive).toList();
    assertThat(received).filteredOn("hello"::equals).hasSize(most);
    assertThat(received).allMatch(one -> one.equals("hello") || one.equals("closed 1013"));
  }

  private static RawClient from(RemoteServer server, String name, String address) {
    return server.raw(name).header("X-Forwarded-For", address);
  }

  private static void assertRefused(RawClient client, int status) {
    RawClient.Response answer = client.handshake();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("retry-after", "1");
  }

  private static void assertCounted(RemoteServer server, String reason) {
    Fields statistics = server.command("statistics").value();
    assertThat(statistics.get("refused." + reason)).isEqualTo("1");
    assertThat(statistics.get("handshakesRefused")).isEqualTo("1");
  }
}
