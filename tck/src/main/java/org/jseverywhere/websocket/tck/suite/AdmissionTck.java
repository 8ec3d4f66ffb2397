package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.ADM_1;
import static org.jseverywhere.websocket.tck.Rule.ADM_10;
import static org.jseverywhere.websocket.tck.Rule.ADM_11;
import static org.jseverywhere.websocket.tck.Rule.ADM_12;
import static org.jseverywhere.websocket.tck.Rule.ADM_13;
import static org.jseverywhere.websocket.tck.Rule.ADM_14;
import static org.jseverywhere.websocket.tck.Rule.ADM_15;
import static org.jseverywhere.websocket.tck.Rule.ADM_2;
import static org.jseverywhere.websocket.tck.Rule.ADM_3;
import static org.jseverywhere.websocket.tck.Rule.ADM_4;
import static org.jseverywhere.websocket.tck.Rule.ADM_5;
import static org.jseverywhere.websocket.tck.Rule.ADM_6;
import static org.jseverywhere.websocket.tck.Rule.ADM_7;
import static org.jseverywhere.websocket.tck.Rule.ADM_8;
import static org.jseverywhere.websocket.tck.Rule.ADM_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.tck.Neighbour;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter ADM. If one of these fails, look at what becomes of a decision between the engine and the
 * answer to the request.
 */
@TckSuite
public class AdmissionTck {

  private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

  @Test
  @Verifies({ADM_1, ADM_2})
  @DisplayName("the handshake event comes once, before connect, and tells what connect tells")
  void told(Stage stage) {
    String path = stage.path();
    stage.open(
        "rooms",
        path + "/{room}",
        on("handshake", "handshake:Host,X-Some").and("connect", "handshake:Host,X-Some"));
    stage
        .raw("a", path + "/7?lang=fr")
        .header("Cookie", "a=1")
        .header("Authorization", "Bearer abc")
        .header("X-Some", "thing")
        .line(PROTOCOLS, "v2, v1")
        .connect();
    Fields asked = stage.journal().next("handshake");
    assertThat(asked.get("client")).isEqualTo("a");
    assertThat(asked.get("url"))
        .isEqualTo(stage.application().webSocket(path + "/7?lang=fr").toString());
    assertThat(asked.all("protocols")).containsExactly("v2", "v1");
    List<Fields> told = stage.journal().take(line -> line.get("type").equals("handshake"), 2);
    assertThat(told).extracting(line -> line.get("on")).containsExactly("handshake", "connect");
    for (String name : told.get(1).names()) {
      if (!name.equals("on")) {
        assertThat(told.get(0).all(name)).as(name).isEqualTo(told.get(1).all(name));
      }
    }
    stage.journal().expect("a", "connect");
  }

  @Test
  @Verifies(ADM_1)
  @DisplayName("nobody is asked about a malformed handshake or a foreign origin")
  void notAsked(Stage stage) {
    RemoteServer server = stage.open(on("handshake").and("connect"));
    assertThat(server.raw("a").header("Origin", "https://evil.example").handshake().status())
        .isEqualTo(403);
    assertThat(server.raw("b").header("Sec-WebSocket-Key", "short").handshake().status())
        .isEqualTo(400);
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {301, 401, 403, 418, 429, 503, 599})
  @Verifies(ADM_3)
  @DisplayName("a rejection reaches the client as it was told")
  void rejected(int status, Stage stage) {
    RemoteServer server =
        stage.open(
            on("handshake", "reject:" + status + " X-Why=because;of,it Nobody é today")
                .and("connect")
                .and("error")
                .and("close"));
    RawClient client = server.raw("a");
    RawClient.Response answer = client.handshake();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("x-why", "because;of,it");
    assertThat(client.body()).isEqualTo("Nobody é today\n");
    stage.journal().expect("a", "handshake");
    stage.journal().expectNothing();
    assertThat(server.state().get("ports")).isEqualTo("0");
  }

  @Test
  @Verifies(ADM_3)
  @DisplayName("what the application does with other clients is not touched")
  void others(Stage stage) {
    RemoteServer server = stage.open(on("handshake").and("connect").and("message", "echo"));
    RawClient first = server.raw("a").connect();
    stage.journal().expect("a", "handshake", "connect");
    server.on("handshake", "reject:403 No");
    assertThat(server.raw("b").handshake().status()).isEqualTo(403);
    stage.journal().expect("b", "handshake");
    server.remove("handshake");
    server.raw("c").connect();
    stage.journal().expect("c", "connect");
    first.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "message x");
  }

  @Test
  @Verifies(ADM_4)
  @DisplayName("all listeners are called, and the first rejection counts")
  void firstCounts(Stage stage) {
    RemoteServer server = stage.open(on("handshake", "reject:401 first").and("connect"));
    Fields second = RemoteServer.handler("handshake").add("label", "second");
    server.command("listener", second.addAll("steps", List.of("reject:403 second"))).value();
    assertThat(server.raw("a").handshake().status()).isEqualTo(401);
    stage.journal().expect("a", "handshake", "second handshake");
  }

  @Test
  @Verifies(ADM_5)
  @DisplayName("one of the offered sub-protocols can be chosen, or none")
  void chosen(Stage stage) {
    RemoteServer server =
        stage.open(on("handshake", "choose:v1").and("connect", "port").option("protocol", "v2"));
    RawClient client = server.raw("a").line(PROTOCOLS, "v2, v1");
    assertThat(client.handshake().headers()).containsEntry("sec-websocket-protocol", "v1");
    stage.journal().expect("a", "handshake", "connect");
    assertThat(stage.journal().next("port").get("protocol")).isEqualTo("v1");
    server.on("handshake", "choose:");
    RawClient second = server.raw("b").line(PROTOCOLS, "v2, v1");
    assertThat(second.handshake().headers()).doesNotContainKey("sec-websocket-protocol");
    stage.journal().expect("b", "handshake", "connect");
    assertThat(stage.journal().next("port").find("protocol")).isEmpty();
  }

  @Test
  @Verifies({ADM_5, ADM_6})
  @DisplayName("a sub-protocol that was not offered is an IAE")
  void notOffered(Stage stage) {
    RemoteServer server = stage.open(on("handshake", "choose:v3").and("error").and("connect"));
    assertThat(server.raw("a").line(PROTOCOLS, "v2, v1").handshake().status()).isEqualTo(500);
    stage.journal().expect("a", "handshake");
    assertThat(stage.journal().next("error").get("cause"))
        .contains("IllegalArgumentException", "v3", "v2", "v1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"throw:deliberate", "throw-error:deliberate"})
  @Verifies(ADM_6)
  @DisplayName("a listener that throws refuses the client, and is told of")
  void listenerThrows(String step, Stage stage) {
    RemoteServer server = stage.open(on("handshake", step).and("error").and("connect"));
    RawClient client = server.raw("a");
    assertThat(client.handshake().status()).isEqualTo(500);
    assertThat(client.body()).doesNotContain("deliberate");
    stage.journal().expect("a", "handshake");
    Fields error = stage.journal().next("error");
    assertThat(error.get("data")).contains("handshake", stage.path());
    assertThat(error.get("cause")).contains("deliberate");
  }

  @Test
  @Verifies(ADM_7)
  @DisplayName("the client waits until the decision is made, and is let in")
  void waits(Stage stage) throws IOException {
    RemoteServer server =
        stage.open(on("handshake", "wait:one", "wait:two").and("connect").and("message", "echo"));
    RawClient client = server.raw("a");
    client.sendHandshake();
    stage.journal().expect("a", "handshake");
    stage.openGate("two");
    client.expectNoAnswer();
    stage.journal().expectNothing();
    stage.openGate("one");
    assertThat(client.answer().status()).isEqualTo(101);
    client.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "connect", "message x");
  }

  @Test
  @Verifies(ADM_7)
  @DisplayName("a client that sends without waiting for the answer loses nothing")
  void sendsEarly(Stage stage) throws IOException {
    RemoteServer server = stage.open(on("handshake", "wait:go").and("connect"));
    RawClient client = server.raw("a");
    client.sendHandshake();
    stage.journal().expect("a", "handshake");
    server.on("message", "echo");
    stage.openGate("go");
    assertThat(client.answer().status()).isEqualTo(101);
    client.send(Frame.text("1"), Frame.text("2")).expect("1").expect("2");
    stage.journal().expect("a", "connect", "message 1", "message 2");
  }

  @Test
  @Verifies({ADM_7, ADM_3})
  @DisplayName("a client that waits can be rejected")
  void rejectedLater(Stage stage) throws IOException {
    RemoteServer server =
        stage.open(on("handshake", "wait:go reject:401 WWW-Authenticate=Bearer no").and("connect"));
    RawClient client = server.raw("a");
    client.sendHandshake();
    stage.journal().expect("a", "handshake");
    stage.openGate("go");
    RawClient.Response answer = client.answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
    assertThat(client.body()).isEqualTo("no\n");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(ADM_8)
  @DisplayName("a decision that fails refuses the client, and is told of")
  void decisionFails(Stage stage) throws IOException {
    RemoteServer server = stage.open(on("handshake", "wait:go fail").and("error").and("connect"));
    RawClient client = server.raw("a");
    client.sendHandshake();
    stage.journal().expect("a", "handshake");
    stage.openGate("go");
    assertThat(client.answer().status()).isEqualTo(500);
    Fields error = stage.journal().next("error");
    assertThat(error.get("data")).contains(stage.path(), client.ownURI());
    assertThat(error.get("cause")).contains("deliberate");
  }

  @Test
  @Verifies({ADM_9, ADM_14})
  @DisplayName("a decision that takes too long refuses the client")
  void tooLong(Stage stage) throws IOException {
    RemoteServer server =
        stage.open(on("handshake", "wait:go").and("connect").option("handshakeTimeout", "PT0.2S"));
    RawClient client = server.raw("a");
    RawClient.Response answer = client.handshake();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("retry-after");
    stage.journal().expect("a", "handshake");
    stage.openGate("go");
    stage.journal().expectNothing();
    assertThat(refused(server, "TIMED_OUT")).isEqualTo("1");
  }

  @Test
  @Verifies({ADM_10, ADM_14})
  @DisplayName("while as many clients wait as may, another one is refused")
  void tooMany(Stage stage) throws IOException {
    RemoteServer server =
        stage.open(on("handshake", "wait:go").and("connect").option("maxPendingHandshakes", 2));
    Map<RawClient, String> names = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "c")) {
      RawClient client = server.raw(name);
      client.sendHandshake();
      stage.journal().expect(name, "handshake");
      names.put(client, name);
    }
    // Whose listener returns last, which need not be the last that was called.
    RawClient refused = RawClient.firstAnswered(List.copyOf(names.keySet()));
    RawClient.Response answer = refused.answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("retry-after");
    names.remove(refused);
    stage.journal().expectNothing();
    stage.openGate("go");
    for (Map.Entry<RawClient, String> waiting : names.entrySet()) {
      assertThat(waiting.getKey().answer().status()).isEqualTo(101);
      stage.journal().expect(waiting.getValue(), "connect");
    }
    server.raw("d").connect();
    stage.journal().expect("d", "handshake", "connect");
    assertThat(refused(server, "PENDING")).isEqualTo("1");
  }

  @Test
  @Verifies(ADM_10)
  @DisplayName("clients whose handlers wait for nothing are not counted as waiting")
  void manyAtOnce(Stage stage) throws IOException {
    int clients = 50;
    RemoteServer server = stage.open(on("handshake").option("maxPendingHandshakes", 1));
    List<RawClient> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RawClient client = server.raw("c" + i);
      client.sendHandshake();
      all.add(client);
    }
    for (RawClient client : all) {
      assertThat(client.answer().status()).isEqualTo(101);
    }
    assertThat(stage.journal().take(line -> line.get("type").equals("handshake"), clients))
        .hasSize(clients);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "200 ok",
        "101 ok",
        "600 ok",
        "403 X-A=b\r\nX-Evil:1 no",
        "403 X-A=b\0 no",
        "403 X:A=b no",
        "403 =b no",
        "403 X-A=\u20ac no"
      })
  @Verifies({ADM_11, ADM_6})
  @DisplayName("what is no rejection is an IAE")
  void noRejection(String rejection, Stage stage) {
    RemoteServer server =
        stage.open(on("handshake", "reject:" + rejection).and("error").and("connect"));
    RawClient.Response answer = server.raw("a").handshake();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers()).doesNotContainKey("x-evil");
    stage.journal().expect("a", "handshake");
    assertThat(stage.journal().next("error").get("cause")).contains("IllegalArgumentException");
  }

  @Test
  @Verifies(ADM_12)
  @DisplayName("a client that was let in can no longer be rejected")
  void tooLate(Stage stage) {
    RemoteServer server =
        stage.open(on("handshake", "choose:").and("connect", "reject-late").and("error"));
    server.raw("a").connect();
    stage.journal().expect("a", "handshake", "connect", "error");
    assertThat(server.command("statistics").value().get("handshakesRefused")).isEqualTo("0");
  }

  @Test
  @Verifies(ADM_13)
  @DisplayName("an observer rejects")
  void observer(Target target) throws Exception {
    try (Neighbour own = target.neighbour("tck-door", "DeclaredDoor")) {
      Stage stage = own.stage("door");
      stage.script("observer.handshake", "reject:403 not you");
      RawClient client = stage.raw("a", "/declared/door");
      assertThat(client.handshake().status()).isEqualTo(403);
      assertThat(client.body()).isEqualTo("not you\n");
      stage.journal().expect("a", "observer handshake");
      stage.script("observer.handshake");
      stage.raw("b", "/declared/door").connect();
      stage.journal().expect("b", "observer handshake");
    }
  }

  @Test
  @Verifies(ADM_14)
  @DisplayName("refused handshakes are counted by their reason")
  void counted(Stage stage) {
    RemoteServer server = stage.open(on("handshake", "reject:403 no"));
    server.raw("a").handshake();
    server.raw("b").header("Origin", "https://evil.example").handshake();
    server.raw("c").header("Sec-WebSocket-Version", "8").handshake();
    server.raw("d").header("Sec-WebSocket-Key", "short").handshake();
    server.on("handshake", "throw:deliberate");
    server.raw("e").handshake();
    Fields statistics = server.command("statistics").value();
    assertThat(statistics.get("refused.REJECTED")).isEqualTo("1");
    assertThat(statistics.get("refused.ORIGIN")).isEqualTo("1");
    assertThat(statistics.get("refused.MALFORMED")).isEqualTo("2");
    assertThat(statistics.get("refused.FAILED")).isEqualTo("1");
    assertThat(statistics.get("handshakesRefused")).isEqualTo("5");
    assertThat(statistics.get("portsTotal")).isEqualTo("0");
    stage.journal().expect("a", "handshake");
    stage.journal().expect("e", "handshake");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"close", "drain"})
  @Verifies({ADM_15, ADM_14})
  @DisplayName("a client that waits for a server that goes away is refused")
  void serverLeaves(String how, Stage stage) throws IOException {
    RemoteServer server =
        stage.open(on("handshake", "wait:go").and("connect").option("handshakeTimeout", "PT1H"));
    RawClient client = server.raw("a");
    client.sendHandshake();
    stage.journal().expect("a", "handshake");
    server.command(how, new Fields().add("time", "PT1H")).value();
    RawClient.Response answer = client.answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("retry-after");
    stage.openGate("go");
    stage.journal().expectNothing();
    assertThat(refused(server, "DRAINING")).isEqualTo("1");
  }

  private static String refused(RemoteServer server, String reason) {
    return server.command("statistics").value().get("refused." + reason);
  }
}
