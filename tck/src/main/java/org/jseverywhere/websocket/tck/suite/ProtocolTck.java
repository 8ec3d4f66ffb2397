package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.PROTO_1;
import static org.jseverywhere.websocket.tck.Rule.PROTO_2;
import static org.jseverywhere.websocket.tck.Rule.PROTO_3;
import static org.jseverywhere.websocket.tck.Rule.PROTO_4;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
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
 * Chapter PROTO. If one of these fails, look at where the answer to Sec-WebSocket-Protocol is
 * decided, and at whether the container asks for that decision.
 */
@TckSuite
public class ProtocolTck {

  private static final String HEADER = "Sec-WebSocket-Protocol";
  private static final String ANSWER = "sec-websocket-protocol";

  @Test
  @Verifies(PROTO_1)
  @DisplayName("a sub-protocol that both know is agreed on, and both show it")
  void agreed(Stage stage) {
    RemoteServer server = stage.open(on("connect", "port").option("protocol", "tck.v2"));
    RecordingClient client =
        stage.connect("a", stage.path(), with -> with.subprotocols("tck.v3", "tck.v2", "tck.v1"));
    assertThat(client.protocol()).isEqualTo("tck.v2");
    stage.journal().expect("a", "connect");
    assertThat(stage.journal().next("port").get("protocol")).isEqualTo("tck.v2");
    assertThat(server.state().get("protocol")).isEqualTo("tck.v2");
  }

  @Test
  @Verifies(PROTO_1)
  @DisplayName("the offers may be on several lines")
  void severalLines(Stage stage) {
    RemoteServer server = stage.open(on("connect", "port").option("protocol", "tck.v2"));
    RawClient client = server.raw("a").line(HEADER, "tck.v3, tck.v1").line(HEADER, "tck.v2");
    assertThat(client.handshake().headers()).containsEntry(ANSWER, "tck.v2");
    stage.journal().expect("a", "connect");
    assertThat(stage.journal().next("port").get("protocol")).isEqualTo("tck.v2");
  }

  @Test
  @Verifies(PROTO_2)
  @DisplayName("a client that does not offer it is let in without one")
  void notOffered(Stage stage) {
    RemoteServer server =
        stage.open(on("connect", "port").and("message", "echo").option("protocol", "tck.v2"));
    assertWithout(stage, server.raw("a"), "a");
    assertWithout(stage, server.raw("b").header(HEADER, "tck.v1, other"), "b");
    assertThat(server.connect("c").send("x").expect("x").protocol()).isEmpty();
    stage.journal().expect("c", "connect", "port", "message x");
  }

  @Test
  @Verifies(PROTO_2)
  @DisplayName("a server without a sub-protocol agrees on none")
  void serverWithout(Stage stage) {
    RemoteServer server = stage.open(on("connect", "port"));
    assertWithout(stage, server.raw("a").header(HEADER, "tck.v1, tck.v2"), "a");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TCK.V2", "tck.V2", "tck.v22", "tck.v", "tck"})
  @Verifies(PROTO_4)
  @DisplayName("what differs in case, or only begins alike, is another sub-protocol")
  void another(String offer, Stage stage) {
    RemoteServer server = stage.open(on("connect", "port").option("protocol", "tck.v2"));
    assertWithout(stage, server.raw("a").header(HEADER, offer), "a");
  }

  private static void assertWithout(Stage stage, RawClient client, String name) {
    RawClient.Response response = client.handshake();
    assertThat(response.status()).isEqualTo(101);
    assertThat(response.headers()).doesNotContainKey(ANSWER);
    stage.journal().expect(name, "connect");
    Fields port = stage.journal().next("port");
    assertThat(port.find("protocol")).as("protocol() of the port").isEmpty();
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {"a b", "a,b", "a/b", "a;b", "a:b", "\"a\"", "(a)", "a\t", "é", "a@b", "{a}"})
  @Verifies(PROTO_3)
  @DisplayName("what is not a token is an IAE")
  void notAToken(String protocol, Stage stage) {
    for (String form : new String[] {"protocol", "options"}) {
      Fields command =
          new Fields()
              .add("server", "none")
              .add("form", form)
              .add("url", stage.path())
              .add("serverId", stage.path())
              .add("protocol", protocol);
      assertThat(stage.command("open", command).thrown())
          .as("form %s", form)
          .startsWith("IllegalArgumentException: ")
          .contains("\"" + protocol + "\"");
    }
    stage.open(none().option("protocol", "a.b-c_1!#$%&'*+^`|~"));
  }
}
