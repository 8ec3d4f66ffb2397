package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.HTTP_1;
import static org.jseverywhere.websocket.tck.Rule.HTTP_2;
import static org.jseverywhere.websocket.tck.Rule.HTTP_3;
import static org.jseverywhere.websocket.tck.Rule.HTTP_4;
import static org.jseverywhere.websocket.tck.Rule.HTTP_5;
import static org.jseverywhere.websocket.tck.Rule.HTTP_6;
import static org.jseverywhere.websocket.tck.Rule.HTTP_7;
import static org.jseverywhere.websocket.tck.Rule.HTTP_8;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter HTTP. If one of these fails, look at what decides which requests are handshakes for a
 * server, and at what is done with the others.
 */
@TckSuite
public class HttpTck {

  @Test
  @Verifies(HTTP_1)
  @DisplayName("a handshake with a path without a server is answered 404")
  void unknownPath(Stage stage) {
    String path = stage.path();
    RemoteServer server = stage.open(on("connect").and("message", "echo"));
    for (String unknown : List.of("/t/nobody", path + "/below", path + "x", "/t")) {
      assertThat(stage.raw("a", unknown).handshake().status()).as(unknown).isEqualTo(404);
    }
    server.connect("b").send("x").expect("x");
    stage.journal().expect("b", "connect", "message x");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(HTTP_2)
  @DisplayName("servlets and files answer plain requests, bodies included")
  void plainRequests(Stage stage) {
    stage.open(on("message"));
    assertAnswers(stage, "plain");
    assertThat(stage.application().get("").body()).contains("the fixture");
    assertThat(stage.application().get("files/page.txt").body())
        .contains("a file of the application");
    assertThat(stage.application().get("files/nothing.txt").statusCode()).isEqualTo(404);
    String large = "0123456789".repeat(30_000);
    assertThat(stage.application().request("POST", "plain", large).body())
        .isEqualTo("plain POST " + large);
  }

  @Test
  @Verifies(HTTP_3)
  @DisplayName("a servlet answers on a path where a server listens, too")
  void servletOnPathOfServer(Stage stage) {
    String path = "/shared" + stage.path();
    RemoteServer server = stage.open("shared", path, on("message", "echo"));
    server.connect("a").send("x").expect("x");
    assertAnswers(stage, path.substring(1));
    stage.journal().expect("a", "message x");
  }

  @Test
  @Verifies(HTTP_3)
  @DisplayName("a file answers on a path where a server listens, too")
  void fileOnPathOfServer(Stage stage) {
    RemoteServer server = stage.open("file", "/files/page.txt", on("message", "echo"));
    server.connect("a").send("x").expect("x");
    HttpResponse<String> page = stage.application().get("files/page.txt");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("a file of the application");
    stage.journal().expect("a", "message x");
  }

  private static void assertAnswers(Stage stage, String path) {
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      HttpResponse<String> response = stage.application().request(method, path, "");
      assertThat(response.statusCode()).as("status of %s", method).isEqualTo(200);
      assertThat(response.body()).isEqualTo("plain " + method);
    }
    assertThat(stage.application().request("POST", path, "größer").body())
        .isEqualTo("plain POST größer");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "HEAD"})
  @Verifies(HTTP_4)
  @DisplayName("a plain request to a server's path without a page is answered 426")
  void plainGet(String method, Stage stage) {
    stage.open(on("connect"));
    HttpResponse<String> response =
        stage.application().request(method, stage.path().substring(1), "");
    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.headers().firstValue("Upgrade")).contains("websocket");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(strings = {"8", "0", "14", "130", "thirteen"})
  @Verifies(HTTP_5)
  @DisplayName("a wrong version is answered 426, with the right one")
  void wrongVersion(String version, Stage stage) {
    stage.open(on("connect"));
    RawClient.Response response =
        stage.raw("a", stage.path()).header("Sec-WebSocket-Version", version).handshake();
    assertThat(response.status()).isEqualTo(426);
    assertThat(response.headers()).containsEntry("sec-websocket-version", "13");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(HTTP_6)
  @DisplayName("a key that is missing or is not 16 bytes in Base64 is answered 400")
  void malformedKey(Stage stage) {
    stage.open(on("connect"));
    String fifteenBytes = "MTIzNDU2Nzg5MDEyMzQ1";
    String seventeenBytes = "MTIzNDU2Nzg5MDEyMzQ1Njc=";
    String notBase64 = "dGhlIHNhbXBsZSBub25j*Q==";
    for (String key : Arrays.asList(null, "x", fifteenBytes, seventeenBytes, notBase64)) {
      RawClient client = stage.raw("a", stage.path()).header("Sec-WebSocket-Key", key);
      assertThat(client.handshake().status()).as("status for key %s", key).isEqualTo(400);
    }
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      value = {"Upgrade | websocket", "upgrade | WebSocket", "keep-alive, Upgrade | websocket"})
  @Verifies(HTTP_7)
  @DisplayName("the answer to a good handshake is the standard's")
  void accept(String connection, String upgrade, Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    RawClient client = server.raw("a").header("Connection", connection).header("Upgrade", upgrade);
    RawClient.Response response = client.handshake();
    assertThat(response.status()).isEqualTo(101);
    // The answer to the sample of RFC 6455, section 1.3.
    assertThat(response.headers())
        .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assertThat(response.headers().get("upgrade")).isEqualToIgnoringCase("websocket");
    // A list of options in any case: RFC 9110, section 7.6.1.
    assertThat(String.valueOf(response.headers().get("connection")).split("\\s*,\\s*"))
        .anySatisfy(option -> assertThat(option).isEqualToIgnoringCase("upgrade"));
    client.send(Frame.text("x")).expect("x");
    stage.journal().expect("a", "message x");
  }

  @Test
  @Verifies(HTTP_8)
  @DisplayName("after close() the path of a server is answered 404")
  void closed(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.close();
    assertThat(server.raw("a").handshake().status()).isEqualTo(404);
    assertThat(stage.application().get(stage.path().substring(1)).statusCode()).isEqualTo(404);
    stage.journal().expectNothing();
  }
}
