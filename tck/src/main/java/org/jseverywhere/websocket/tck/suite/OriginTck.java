package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_1;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_2;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_3;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_4;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_5;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_6;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_7;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_8;
import static org.jseverywhere.websocket.tck.Rule.ORIGIN_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.net.URI;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter ORIGIN. If one of these fails, look at where the Origin header is compared; it must be
 * before the upgrade.
 */
@TckSuite
public class OriginTck {

  private static final String LISTED = "https://listed.example";

  @Test
  @Verifies(ORIGIN_1)
  @DisplayName("a page of the server's own origin may connect")
  void ownOrigin(Stage stage) {
    RemoteServer server = stage.open(on("connect").and("message", "echo"));
    assertAccepted(stage, server, own(stage));
  }

  @Test
  @Verifies(ORIGIN_2)
  @DisplayName("a client without an Origin header may connect")
  void noOrigin(Stage stage) {
    assertAccepted(stage, stage.open(on("connect").and("message", "echo")), null);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "http://localhost",
        "evil",
        "file://"
      })
  @Verifies(ORIGIN_3)
  @DisplayName("another origin is refused with 403, and nothing is fired")
  void otherOrigin(String origin, Stage stage) {
    assertRefused(stage, stage.open(on("connect").and("error")), origin);
  }

  @Test
  @Verifies(ORIGIN_3)
  @DisplayName("an origin that contains the own one is another")
  void containsOwn(Stage stage) {
    RemoteServer server = stage.open(on("connect").and("error"));
    URI base = stage.application().base();
    assertRefused(stage, server, "http://evil." + base.getAuthority());
    assertRefused(stage, server, own(stage) + ".evil.example");
    assertRefused(stage, server, own(stage) + "@evil.example");
  }

  @Test
  @Verifies(ORIGIN_4)
  @DisplayName("another port is another origin")
  void otherPort(Stage stage) {
    RemoteServer server = stage.open(on("connect").and("error"));
    URI base = stage.application().base();
    assertRefused(stage, server, "http://" + base.getHost());
    assertRefused(stage, server, "http://" + base.getHost() + ":" + (base.getPort() + 1));
    assertRefused(stage, server, "http://" + base.getAuthority() + "0");
  }

  @Test
  @Verifies(ORIGIN_5)
  @DisplayName("the origin null is another origin")
  void nullOrigin(Stage stage) {
    assertRefused(stage, stage.open(on("connect").and("error")), "null");
    RemoteServer listed =
        stage.open("listed", stage.path() + "/l", on("connect").option("allowedOrigins", LISTED));
    assertRefused(stage, listed, "null");
  }

  @Test
  @Verifies(ORIGIN_6)
  @DisplayName("an allow-list replaces the default")
  void allowList(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect")
                .and("message", "echo")
                .option("allowedOrigins", LISTED)
                .option("allowedOrigins", "http://second.example:8080"));
    assertAccepted(stage, server, LISTED);
    assertAccepted(stage, server, "http://second.example:8080");
    assertAccepted(stage, server, null);
    assertRefused(stage, server, own(stage));
    assertRefused(stage, server, "http://listed.example");
    assertRefused(stage, server, LISTED + ":8443");
    assertRefused(stage, server, LISTED + ".evil.example");
    assertRefused(stage, server, "https://sub.listed.example");
    assertRefused(stage, server, "http://second.example");
  }

  @Test
  @Verifies(ORIGIN_6)
  @DisplayName("the own origin may connect if it is in the list")
  void ownOriginInList(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect")
                .and("message", "echo")
                .option("allowedOrigins", LISTED)
                .option("allowedOrigins", own(stage)));
    assertAccepted(stage, server, own(stage));
    assertAccepted(stage, server, LISTED);
  }

  @Test
  @Verifies(ORIGIN_9)
  @DisplayName("a star stands for one or more names before a domain")
  void pattern(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect")
                .and("message", "echo")
                .option("allowedOrigins", "https://*.listed.example:8443"));
    assertAccepted(stage, server, "https://a.listed.example:8443");
    assertAccepted(stage, server, "https://A.b.Listed.example:8443");
    assertRefused(stage, server, "https://listed.example:8443");
    assertRefused(stage, server, "https://.listed.example:8443");
    assertRefused(stage, server, "https://evillisted.example:8443");
    assertRefused(stage, server, "https://a.listed.example");
    assertRefused(stage, server, "http://a.listed.example:8443");
    assertRefused(stage, server, "https://a.listed.example:8443.evil.example");
    assertRefused(stage, server, "https://evil.example/.listed.example:8443");
  }

  @Test
  @Verifies(ORIGIN_7)
  @DisplayName("* in the list allows every origin")
  void all(Stage stage) {
    RemoteServer server =
        stage.open(on("connect").and("message", "echo").option("allowedOrigins", "*"));
    assertAccepted(stage, server, "https://anybody.example");
    assertAccepted(stage, server, "null");
    assertAccepted(stage, server, own(stage));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "listed.example",
        "https://",
        "https://listed.example/",
        "https://listed.example/page",
        "https://listed.example?q",
        "https://listed.example#top",
        "https://user@listed.example",
        "https://listed.example:port",
        "https://listed example",
        "https://*.example",
        "*.example",
        "**",
        "null",
        " "
      })
  @Verifies(ORIGIN_8)
  @DisplayName("what is neither an origin nor * is an IAE")
  void notAnOrigin(String origin, Stage stage) {
    Fields command =
        new Fields()
            .add("server", "none")
            .add("url", stage.path())
            .add("allowedOrigins", LISTED)
            .add("allowedOrigins", origin);
    assertThat(stage.command("open", command).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("\"" + origin + "\"")
        .containsIgnoringCase("allowed");
  }

  private static String own(Stage stage) {
    return "http://" + stage.application().base().getAuthority();
  }

  private static void assertAccepted(Stage stage, RemoteServer server, @Nullable String origin) {
    try (RawClient client = server.raw("page").header("Origin", origin)) {
      assertThat(client.handshake().status()).as("status for origin %s", origin).isEqualTo(101);
      client.send(Frame.text("x")).expect("x");
    }
    stage.journal().expect("page", "connect", "message x");
  }

  private static void assertRefused(Stage stage, RemoteServer server, String origin) {
    RawClient client = server.raw("page").header("Origin", origin);
    assertThat(client.handshake().status()).as("status for origin %s", origin).isEqualTo(403);
    stage.journal().expectNothing();
  }
}
