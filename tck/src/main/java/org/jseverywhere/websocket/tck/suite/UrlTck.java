package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jseverywhere.websocket.tck.Rule.URL_1;
import static org.jseverywhere.websocket.tck.Rule.URL_10;
import static org.jseverywhere.websocket.tck.Rule.URL_11;
import static org.jseverywhere.websocket.tck.Rule.URL_12;
import static org.jseverywhere.websocket.tck.Rule.URL_13;
import static org.jseverywhere.websocket.tck.Rule.URL_14;
import static org.jseverywhere.websocket.tck.Rule.URL_15;
import static org.jseverywhere.websocket.tck.Rule.URL_2;
import static org.jseverywhere.websocket.tck.Rule.URL_3;
import static org.jseverywhere.websocket.tck.Rule.URL_4;
import static org.jseverywhere.websocket.tck.Rule.URL_5;
import static org.jseverywhere.websocket.tck.Rule.URL_6;
import static org.jseverywhere.websocket.tck.Rule.URL_7;
import static org.jseverywhere.websocket.tck.Rule.URL_8;
import static org.jseverywhere.websocket.tck.Rule.URL_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter URL. If one of these fails, look at how a URL is parsed, and at how the server for a
 * request is found.
 */
@TckSuite
public class UrlTck {

  @Test
  @Verifies(URL_1)
  @DisplayName("a path is relative to the context path of the application")
  void belowTheContextPath(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo"));
    server.connect("a").send("x").expect("x");
    stage.journal().expect("a", "message x");
    assertThat(stage.raw("b", "/.." + stage.path()).handshake().status())
        .as("status of a handshake at the root of the server")
        .isNotEqualTo(101);
  }

  @Test
  @Verifies(URL_2)
  @DisplayName("a variable stands for exactly one segment")
  void oneSegment(Stage stage) {
    String base = stage.path();
    stage.open("rooms", base + "/{room}/talk", on("connect", "post:welcome"));
    stage.connect("a", base + "/red/talk").expect("welcome");
    stage.connect("b", base + "/blue-green%20%C3%A9/talk").expect("welcome");
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    for (String other :
        new String[] {"/talk", "//talk", "/a/b/talk", "/red", "/red/talk/", "/red/talk/more"}) {
      assertThat(stage.raw("c", base + other).handshake().status()).as(other).isEqualTo(404);
    }
    stage.open("last", base + "/in/{last}", on("connect"));
    assertThat(stage.raw("d", base + "/in/").handshake().status()).as("empty").isEqualTo(404);
  }

  @ParameterizedTest(name = "{displayName}: first opened: {0}")
  @ValueSource(strings = {"literal", "variable"})
  @Verifies(URL_3)
  @DisplayName("the literal segment furthest left is taken, whichever server was opened first")
  void mostSpecific(String first, Stage stage) {
    String base = stage.path();
    Runnable literal =
        () -> {
          stage.open("lit-end", base + "/lit/end", on("connect", "post:lit-end"));
          stage.open("lit-any", base + "/lit/{b}", on("connect", "post:lit-any"));
        };
    Runnable variable =
        () -> {
          stage.open("any-any", base + "/{a}/{b}", on("connect", "post:any-any"));
          stage.open("any-end", base + "/{a}/end", on("connect", "post:any-end"));
        };
    (first.equals("literal") ? literal : variable).run();
    (first.equals("literal") ? variable : literal).run();
    RecordingClient last = stage.connect("1", base + "/lit/end").expect("lit-end");
    stage.connect("2", base + "/lit/x").expect("lit-any");
    stage.connect("3", base + "/x/end").expect("any-end");
    stage.connect("4", base + "/x/y").expect("any-any");
    stage.command("close", new Fields().add("server", "lit-end")).value();
    last.expectClose(1001);
    stage.connect("5", base + "/lit/end").expect("lit-any");
    for (String client : new String[] {"1", "2", "3", "4", "5"}) {
      stage.journal().expect(client, "connect");
    }
  }

  @ParameterizedTest(name = "{displayName}: form {0}")
  @ValueSource(strings = {"url", "id", "protocol", "options"})
  @Verifies(URL_4)
  @DisplayName("a null URL is an NPE")
  void nullUrl(String form, Stage stage) {
    Fields nothing =
        new Fields()
            .add("server", "none")
            .add("form", form)
            .add("serverId", stage.path())
            .add("protocol", "p");
    assertThat(stage.command("open", nothing).thrown()).startsWith("NullPointerException");
  }

  @Test
  @Verifies({URL_5, URL_10})
  @DisplayName("an empty URL is an IAE")
  void emptyUrl(Stage stage) {
    assertRefused(stage, "");
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(
      strings = {
        "http://localhost/chat",
        "https://localhost/chat",
        "ftp://localhost/chat",
        "wsx://localhost/chat",
        "://localhost/chat"
      })
  @Verifies({URL_6, URL_10})
  @DisplayName("a scheme other than ws and wss is an IAE")
  void otherScheme(String url, Stage stage) {
    assertRefused(stage, url);
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"/chat#top", "/chat#", "/#/chat", "ws://localhost:9000/chat#top"})
  @Verifies({URL_7, URL_10})
  @DisplayName("a fragment is an IAE")
  void fragment(String url, Stage stage) {
    assertRefused(stage, url);
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"chat", "./chat", "../chat", "rooms/{room}", "localhost:9000/chat", " /"})
  @Verifies({URL_8, URL_10})
  @DisplayName("a path without a leading slash is an IAE")
  void relative(String url, Stage stage) {
    assertRefused(stage, url);
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"/rooms/{room", "/rooms/{room/talk", "/{a/b}", "ws://localhost:9/{room"})
  @Verifies({URL_9, URL_10})
  @DisplayName("a brace that is not closed is an IAE")
  void unclosedBrace(String url, Stage stage) {
    assertRefused(stage, url);
  }

  /** In all forms of opening; the message has what was given and what would have been right. */
  private static void assertRefused(Stage stage, String url) {
    for (String form : new String[] {"url", "id", "protocol", "options"}) {
      Fields command =
          new Fields()
              .add("server", "none")
              .add("form", form)
              .add("url", url)
              .add("serverId", stage.path())
              .add("protocol", "p");
      assertThat(stage.command("open", command).thrown())
          .as("form %s", form)
          .startsWith("IllegalArgumentException: ")
          .contains("\"" + url + "\"")
          .containsIgnoringCase("allowed")
          .contains("ws://", "/");
    }
  }

  @Test
  @Verifies(URL_11)
  @DisplayName("in a container a server on an address of its own does not open, and says so")
  void ownAddress(Stage stage) throws IOException {
    int port = freePort();
    String url = "ws://127.0.0.1:" + port + "/chat";
    RemoteServer server = stage.open("own", url, on("error").and("open"));
    assertThat(stage.journal().next("error").get("data")).contains(url);
    assertThat(server.state().get("readyState")).isEqualTo("CLOSED");
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .as("connecting to port %d", port)
        .isInstanceOf(ConnectException.class);
    stage.journal().expectNothing();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Verifies(URL_12)
  @DisplayName("a server can be opened while others talk")
  void opensLate(Stage stage) {
    RemoteServer first = stage.open(on("message", "echo"));
    RecordingClient a = first.connect("a").send("1").expect("1");
    RemoteServer second = stage.open("late", stage.path() + "/late", on("message", "echo"));
    RecordingClient b = second.connect("b").send("2").expect("2");
    a.send("3").expect("3");
    b.send("4").expect("4");
    stage.journal().expect("a", "message 1", "message 3");
    stage.journal().expect("b", "message 2", "message 4");
  }

  @Test
  @Verifies(URL_13)
  @DisplayName("url() is the URL as it was given")
  void asGiven(Stage stage) {
    for (String end : new String[] {"", "/", "/{room}", "/a%20b/%C3%A9", "/é"}) {
      String url = stage.path() + end;
      RemoteServer server = stage.open(url, url, none());
      assertThat(server.state().get("url")).isEqualTo(url);
    }
  }

  @Test
  @Verifies(URL_14)
  @DisplayName("a second server on a taken URL does not open; the first goes on")
  void taken(Stage stage) {
    String url = stage.path();
    RemoteServer first = stage.open(on("message", "echo").option("serverId", url + "-1"));
    RecordingClient client = first.connect("a").send("1").expect("1");
    RemoteServer second =
        stage.open("2nd", url, on("error").and("open").option("serverId", url + "-2"));
    assertThat(stage.journal().next("error").get("data")).contains(url);
    assertThat(second.state().get("readyState")).isEqualTo("CLOSED");
    second.close();
    client.send("2").expect("2");
    first.connect("b").send("3").expect("3");
    stage.journal().expect("a", "message 1", "message 2");
    stage.journal().expect("b", "message 3");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(URL_15)
  @DisplayName("templates that differ only in the names of variables are the same URL")
  void sameTemplate(Stage stage) {
    String base = stage.path();
    stage.open("first", base + "/{a}/x/{b}", on("connect", "post:first"));
    RemoteServer second = stage.open("second", base + "/{c}/x/{d}", on("error").and("open"));
    assertThat(stage.journal().next("error").get("data")).contains(base + "/{c}/x/{d}");
    assertThat(second.state().get("readyState")).isEqualTo("CLOSED");
    stage.connect("a", base + "/1/x/2").expect("first");
    stage.journal().expect("a", "connect");
  }
}
