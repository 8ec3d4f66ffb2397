package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CONN_4;
import static org.jseverywhere.websocket.tck.Rule.HS_1;
import static org.jseverywhere.websocket.tck.Rule.HS_10;
import static org.jseverywhere.websocket.tck.Rule.HS_11;
import static org.jseverywhere.websocket.tck.Rule.HS_12;
import static org.jseverywhere.websocket.tck.Rule.HS_13;
import static org.jseverywhere.websocket.tck.Rule.HS_14;
import static org.jseverywhere.websocket.tck.Rule.HS_2;
import static org.jseverywhere.websocket.tck.Rule.HS_3;
import static org.jseverywhere.websocket.tck.Rule.HS_4;
import static org.jseverywhere.websocket.tck.Rule.HS_6;
import static org.jseverywhere.websocket.tck.Rule.HS_7;
import static org.jseverywhere.websocket.tck.Rule.HS_8;
import static org.jseverywhere.websocket.tck.Rule.HS_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

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
 * Chapter HS. If one of these fails, look at where the data of a request is copied before the
 * upgrade: after it, containers no longer tell all of it.
 */
@TckSuite
public class HandshakeTck {

  @Test
  @Verifies(HS_1)
  @DisplayName("origin() is the Origin header")
  void origin(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake").option("allowedOrigins", "*"));
    assertThat(seen(stage, server.raw("a").header("Origin", "https://page.example")).get("origin"))
        .isEqualTo("https://page.example");
    assertThat(seen(stage, server.raw("b")).find("origin")).as("without the header").isEmpty();
  }

  @Test
  @Verifies(HS_2)
  @DisplayName("cookies() has all cookies in their order, of two with one name the first")
  void cookies(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake"));
    RawClient client =
        server.raw("a").header("Cookie", "zoe=1; anna=x=y; zoe=2; q=\"in quotes\"; empty=; b=%20");
    Fields seen = seen(stage, client);
    assertThat(names(seen, "cookie.")).containsExactly("zoe", "anna", "q", "empty", "b");
    assertThat(seen.all("cookie.zoe")).containsExactly("1");
    assertThat(seen.get("cookie.anna")).isEqualTo("x=y");
    assertThat(seen.get("cookie.q")).isEqualTo("\"in quotes\"");
    assertThat(seen.find("cookie.empty")).isEmpty();
    assertThat(seen.get("cookie.b")).isEqualTo("%20");
    assertThat(names(seen(stage, server.raw("b")), "cookie.")).isEmpty();
  }

  @Test
  @Verifies(HS_3)
  @DisplayName("authorization() is the Authorization header")
  void authorization(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake"));
    RawClient client = server.raw("a").header("Authorization", "Bearer abc.def");
    assertThat(seen(stage, client).get("authorization")).isEqualTo("Bearer abc.def");
    assertThat(seen(stage, server.raw("b")).find("authorization"))
        .as("without the header")
        .isEmpty();
  }

  @Test
  @Verifies({HS_4, HS_14})
  @DisplayName("remoteURI() is the address of the client's socket, whatever it says of itself")
  void remoteURI(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake"));
    for (String name : List.of("a", "b")) {
      RawClient client = server.raw(name);
      assertThat(seen(stage, client).get("remoteURI")).isEqualTo(client.ownURI());
    }
    RawClient pretender =
        server
            .raw("c")
            .header("Forwarded", "for=\"203.0.113.7:4711\";proto=https;host=evil.example")
            .header("X-Forwarded-For", "203.0.113.7")
            .header("X-Forwarded-Port", "4711")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Real-IP", "203.0.113.7");
    assertThat(seen(stage, pretender).get("remoteURI")).isEqualTo(pretender.ownURI());
  }

  @Test
  @Verifies(HS_6)
  @DisplayName("pathParameters() has the decoded value of each variable")
  void pathParameters(Stage stage) {
    String base = stage.path();
    stage.open("rooms", base + "/{room}/of/{user}", on("connect", "handshake"));
    Fields seen = seen(stage, stage.raw("a", base + "/caf%C3%A9%20a+b/of/Zo%C3%AB"));
    assertThat(names(seen, "path.")).containsExactlyInAnyOrder("room", "user");
    assertThat(seen.get("path.room")).isEqualTo("café a+b");
    assertThat(seen.get("path.user")).isEqualTo("Zoë");
    stage.open("plain", base, on("connect", "handshake"));
    assertThat(names(seen(stage, stage.raw("b", base)), "path.")).isEmpty();
  }

  @Test
  @Verifies(HS_7)
  @DisplayName("queryParameters() has the decoded parameters in their order")
  void queryParameters(Stage stage) {
    stage.open(on("connect", "handshake"));
    String query = "?z=1&a=caf%C3%A9%20x&z=2+3&empty=&flag&%C3%A4=%26%3D&z=1";
    Fields seen = seen(stage, stage.raw("a", stage.path() + query));
    assertThat(names(seen, "query.")).containsExactly("z", "a", "empty", "flag", "ä");
    assertThat(seen.all("query.z")).containsExactly("1", "2 3", "1");
    assertThat(seen.get("query.a")).isEqualTo("café x");
    assertThat(seen.find("query.empty")).isEmpty();
    assertThat(seen.find("query.flag")).isEmpty();
    assertThat(seen.get("query.ä")).isEqualTo("&=");
    assertThat(names(seen(stage, stage.raw("b", stage.path())), "query.")).isEmpty();
  }

  @Test
  @Verifies(HS_8)
  @DisplayName("header(name) finds a header in any case, and is null without one")
  void header(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake:x-mixed,X-MIXED,X-Mixed,X-Missing"));
    Fields seen = seen(stage, server.raw("a").header("x-MIXed", "Value, With; all=of it"));
    for (String name : List.of("x-mixed", "X-MIXED", "X-Mixed")) {
      assertThat(seen.get("header." + name)).as(name).isEqualTo("Value, With; all=of it");
    }
    assertThat(seen.has("header.X-Missing")).as("header(\"X-Missing\") is a value").isFalse();
    assertThat(seen.has("headers.X-Missing")).isFalse();
  }

  @Test
  @Verifies(HS_9)
  @DisplayName("headers(name) has one element for each line, in their order")
  void headers(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake:X-Lines"));
    RawClient client =
        server.raw("a").line("X-Lines", "one").line("X-Lines", "two, three").line("x-lines", "one");
    Fields seen = seen(stage, client);
    assertThat(seen.all("headers.X-Lines")).containsExactly("one", "two, three", "one");
    assertThat(seen.get("header.X-Lines")).isEqualTo("one");
  }

  @Test
  @Verifies(HS_10)
  @DisplayName("url() of a port is what the client asked for")
  void url(Stage stage) {
    String base = stage.path();
    RemoteServer server = stage.open("rooms", base + "/{room}", on("connect", "port"));
    for (String path : List.of(base + "/7", base + "/a%20b?lang=fr&x=%C3%A9")) {
      stage.raw("a", path).connect();
      stage.journal().expect("a", "connect");
      assertThat(stage.journal().next("port").get("url"))
          .isEqualTo(stage.application().webSocket(path).toString());
    }
    assertThat(server.state().get("url")).isEqualTo(base + "/{room}");
  }

  @Test
  @Verifies({HS_11, CONN_4})
  @DisplayName("port, connect event and message event tell the same, also after the end")
  void everywhereTheSame(Stage stage) {
    String path = stage.path();
    RemoteServer server =
        stage.open(
            "rooms",
            path + "/{room}",
            on("connect", "handshake:Host,X-Some", "attach")
                .port("message", "handshake:Host,X-Some")
                .port("close"));
    RawClient client =
        stage
            .raw("a", path + "/7?lang=fr&lang=de")
            .header("Origin", "http://" + stage.application().base().getAuthority())
            .header("Cookie", "a=1; b=2")
            .header("Authorization", "Bearer abc")
            .header("X-Some", "thing")
            .connect();
    stage.journal().expect("a", "connect");
    Fields connect = stage.journal().next("handshake");
    client.send(Frame.text("x"));
    stage.journal().expect("a", "port message x");
    Fields message = stage.journal().next("handshake");
    Fields names = new Fields().add("header", "Host").add("header", "X-Some");
    Fields port = server.port("a", "handshake", names).value();
    client.reset();
    stage.journal().expect("a", "port close 1006 unclean");
    Fields after = server.port("a", "handshake", names).value();

    assertThat(names(port, "cookie.")).containsExactly("a", "b");
    assertThat(port.get("remoteURI")).isNotEmpty();
    assertThat(after).hasToString(port.toString());
    for (String name : port.names()) {
      assertThat(connect.all(name)).as("%s of the connect event", name).isEqualTo(port.all(name));
      assertThat(message.all(name)).as("%s of the message event", name).isEqualTo(port.all(name));
    }
  }

  @Test
  @Verifies(HS_12)
  @DisplayName("cookies, authorization and messages are in no toString()")
  void noSecrets(Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach", "text")
                .port("message", "text", "throw:oops")
                .port("error", "text")
                .port("close", "text"));
    RawClient client =
        server
            .raw("a")
            .header("Cookie", "session=SECRET-cookie")
            .header("Authorization", "Bearer SECRET-authorization")
            .connect();
    byte[] binary = "SECRET-binary".getBytes(UTF_8);
    client.send(
        Frame.text("SECRET-text"), new Frame(true, Frame.BINARY, binary), Frame.close(1000, ""));
    List<Fields> lines = stage.journal().take(line -> line.get("type").equals("text"), 6);
    assertThat(lines).hasSize(6);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.get("event")).as("toString() of the event").isNotEmpty();
              assertThat(line.toString()).doesNotContain("SECRET");
            });
    stage.journal().take(line -> true, 6);
  }

  @Test
  @Verifies(HS_13)
  @DisplayName("principal() is null for a client that is not authenticated")
  void principal(Stage stage) {
    RemoteServer server = stage.open(on("connect", "handshake"));
    assertThat(seen(stage, server.raw("a")).has("principal")).isFalse();
    // Not Basic, by which the fixture's users sign in: WildFly refuses others at any path.
    RawClient client = server.raw("b").header("Authorization", "Bearer admin");
    assertThat(seen(stage, client).has("principal")).isFalse();
  }

  /** Connects, and takes what the connect event tells. */
  private static Fields seen(Stage stage, RawClient client) {
    client.connect();
    stage.journal().next("connect");
    return stage.journal().next("handshake");
  }

  private static List<String> names(Fields seen, String prefix) {
    return seen.names().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }
}
