package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.DRAIN_1;
import static org.jseverywhere.websocket.tck.Rule.DRAIN_2;
import static org.jseverywhere.websocket.tck.Rule.DRAIN_3;
import static org.jseverywhere.websocket.tck.Rule.DRAIN_4;
import static org.jseverywhere.websocket.tck.Rule.DRAIN_5;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.List;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.StuckClient;
import org.jseverywhere.websocket.tck.driver.Swarm;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chapter DRAIN. If one of these fails, look at what a server still does once it drains. */
@TckSuite
public class DrainTck {

  private static final int CLIENTS = 1_000;
  private static final int MESSAGES = 100;

  @Test
  @Verifies({DRAIN_1, DRAIN_3})
  @DisplayName("a thousand clients for which a hundred messages wait get all of them, and 1001")
  void thousand(Stage stage) {
    RemoteServer server = stage.open(on("close"));
    Swarm swarm = stage.swarm(stage.path());
    swarm.connect(CLIENTS);
    eventually(server::state, state -> state.get("ports").equals(String.valueOf(CLIENTS)));
    swarm.mayBeClosed();
    server.command("burst", new Fields().add("count", MESSAGES).add("time", "PT1S")).value();
    swarm.awaitLast("closed 1001");
    List<String> expected =
        IntStream.rangeClosed(0, MESSAGES)
            .mapToObj(i -> i < MESSAGES ? String.valueOf(i) : "closed 1001")
            .toList();
    assertThat(swarm.received(true))
        .hasSize(CLIENTS)
        .allSatisfy(one -> assertThat(one).isEqualTo(expected));
    stage.journal().expect("", "close 1000 clean");
  }

  @Test
  @Verifies(DRAIN_1)
  @DisplayName("a client that is stuck gets all that waits for it once it reads on, and then 1001")
  void stuck(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close").and("close"));
    StuckClient client = StuckClient.connect(stage, server, "a");
    assertThat(client.post("last")).isTrue();
    server.command("drain", new Fields().add("time", "PT0S")).value();
    assertThat(client.readOn()).isEqualTo(new StuckClient.Rest(StuckClient.COUNT, "last"));
    client.socket().expect("closed 1001");
    client.socket().answerClose(1001);
    stage.journal().expect("a", "port close 1001 clean");
    stage.journal().expect("", "close 1000 clean");
  }

  @Test
  @Verifies({DRAIN_2, DRAIN_5})
  @DisplayName("while a server drains nobody is let in, and those who wait are still served")
  void refuses(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "attach").and("message", "echo").port("close").and("close"));
    RawClient first = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    RawClient second = server.raw("b").connect();
    stage.journal().expect("b", "connect");
    server.command("drain", new Fields().add("time", "PT1H")).value();
    String gone = gone(stage);
    RawClient kept = gone.equals("a") ? second : first;
    String name = gone.equals("a") ? "b" : "a";
    RawClient.Response answer = server.raw("c").handshake();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsKey("retry-after");
    assertThat(server.command("statistics").value().get("refused.DRAINING")).isEqualTo("1");
    kept.send(Frame.text("x")).expect("x");
    stage.journal().expect(name, "message x");
    server.close();
    kept.expect("closed 1001");
    kept.answerClose(1001);
    stage.journal().expect(name, "port close 1001 clean");
    stage.journal().expect("", "close 1000 clean");
  }

  /** The one of two clients that was closed first. */
  private static String gone(Stage stage) {
    return stage.journal().next("close").get("client");
  }

  @Test
  @Verifies(DRAIN_3)
  @DisplayName("a server that has drained is closed, and its URL and id are free")
  void closes(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach", "post:first")
                .port("close")
                .and("close")
                .option("serverId", stage.path()));
    RawClient client = server.raw("a").connect().expect("first");
    server.command("drain", new Fields().add("time", "PT0S")).value();
    client.expect("closed 1001");
    client.answerClose(1001);
    stage.journal().expect("a", "connect", "port close 1001 clean");
    stage.journal().expect("", "close 1000 clean");
    assertThat(server.state().get("readyState")).isEqualTo("CLOSED");
    RemoteServer again =
        stage.open("again", stage.path(), on("connect").option("serverId", stage.path()));
    again.raw("b").connect();
    stage.journal().expect("b", "connect");
  }

  @Test
  @Verifies(DRAIN_3)
  @DisplayName("a server without clients drains at once")
  void nobody(Stage stage) {
    RemoteServer server = stage.open(on("close"));
    server.command("drain", new Fields().add("time", "PT1H")).value();
    stage.journal().expect("", "close 1000 clean");
  }

  @Test
  @Verifies(DRAIN_4)
  @DisplayName("a negative time is an IAE, null an NPE, and twice is once")
  void arguments(Stage stage) {
    RemoteServer server = stage.open(none());
    assertThat(server.command("drain", new Fields().add("time", "PT-1S")).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("PT-1S");
    assertThat(server.command("drain").thrown()).startsWith("NullPointerException");
    assertThat(server.state().get("readyState")).isEqualTo("OPEN");
    server.command("drain", new Fields().add("time", "PT0S")).value();
    server.command("drain", new Fields().add("time", "PT0S")).value();
    assertThat(server.state().get("readyState")).isEqualTo("CLOSED");
  }
}
