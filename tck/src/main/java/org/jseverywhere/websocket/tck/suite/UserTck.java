package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.APP_1;
import static org.jseverywhere.websocket.tck.Rule.DRAIN_6;
import static org.jseverywhere.websocket.tck.Rule.RATE_3;
import static org.jseverywhere.websocket.tck.Rule.USER_1;
import static org.jseverywhere.websocket.tck.Rule.USER_2;
import static org.jseverywhere.websocket.tck.Rule.USER_3;
import static org.jseverywhere.websocket.tck.Rule.USER_4;
import static org.jseverywhere.websocket.tck.Rule.USER_5;
import static org.jseverywhere.websocket.tck.Rule.USER_6;
import static org.jseverywhere.websocket.tck.Rule.USER_7;
import static org.jseverywhere.websocket.tck.TckUser.ALICE;
import static org.jseverywhere.websocket.tck.TckUser.BOB;
import static org.jseverywhere.websocket.tck.TckUser.DESK;
import static org.jseverywhere.websocket.tck.TckUser.MEMBER;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jseverywhere.websocket.tck.Neighbour;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter USER, and what other chapters say of principals. If one of these fails, look first
 * whether the server knows the users of {@link TckUser}, and then at what is kept of a request.
 */
@TckSuite
public class UserTck {

  private static final String ROLES = MEMBER + "," + DESK;

  @Test
  @Verifies(USER_1)
  @DisplayName("the principal is the user, in every event and at the port")
  void principal(Stage stage) {
    RemoteServer server =
        forUsers(
            stage,
            on("handshake", "handshake").and("connect", "handshake").and("message", "handshake"));
    assertThat(server.raw("b").handshake().status()).as("without a user").isEqualTo(401);
    RawClient client = server.raw("a").as(ALICE).connect();
    client.send(Frame.text("x"));
    List<Fields> told = stage.journal().take(line -> line.has("on"), 3);
    assertThat(told)
        .extracting(line -> line.get("on") + " " + line.get("principal"))
        .containsExactly("handshake alice", "connect alice", "message alice");
    assertThat(server.port("a", "handshake").value().get("principal")).isEqualTo("alice");
    stage.journal().expect("a", "handshake", "connect", "message x");
  }

  @Test
  @Verifies({USER_2, USER_1})
  @DisplayName("each user has its own roles, in events, at the port and after the connection")
  void roles(Stage stage) {
    RemoteServer server =
        forUsers(
            stage, on("connect", "attach", "role:" + DESK).port("close").option("roles", ROLES));
    RawClient alice = server.raw("a").as(ALICE).connect();
    assertThat(stage.journal().next("role").get("has")).isEqualTo("true");
    server.raw("b").as(BOB).connect();
    assertThat(stage.journal().next("role").get("has")).isEqualTo("false");
    assertThat(has(server, "b", MEMBER)).isEqualTo("true");
    stage.journal().expect("a", "connect");
    stage.journal().expect("b", "connect");
    alice.send(Frame.close(1000, "")).expect("closed 1000");
    stage.journal().expect("a", "port close 1000 clean");
    assertThat(has(server, "a", MEMBER)).isEqualTo("true");
    assertThat(has(server, "a", DESK)).isEqualTo("true");
  }

  @Test
  @Verifies({USER_2, USER_3})
  @DisplayName("a client without a user has no role, and other roles than the server's are an IAE")
  void unknownRole(Stage stage) {
    RemoteServer server = stage.open(on("connect").option("roles", DESK));
    server.raw("a").connect();
    stage.journal().expect("a", "connect");
    assertThat(has(server, "a", DESK)).isEqualTo("false");
    assertThat(server.port("a", "role", new Fields().add("role", MEMBER)).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("\"" + MEMBER + "\"", DESK, stage.path());
    assertThat(server.port("a", "role").thrown()).startsWith("NullPointerException");
  }

  @Test
  @Verifies(USER_4)
  @DisplayName("handlers run as the user of their client")
  void context(Stage stage) {
    RemoteServer server =
        forUsers(
            stage,
            on("connect", "attach", "context").and("message", "context").port("close", "context"));
    RawClient alice = server.raw("a").as(ALICE).connect();
    assertThat(stage.journal().next("context").get("user")).isEqualTo("alice");
    RawClient bob = server.raw("b").as(BOB).connect();
    assertThat(stage.journal().next("context").get("user")).isEqualTo("bob");
    alice.send(Frame.text("1"));
    assertThat(stage.journal().next("context").get("user")).isEqualTo("alice");
    bob.send(Frame.text("2"));
    assertThat(stage.journal().next("context").get("user")).isEqualTo("bob");
    alice.send(Frame.close(1000, "")).expect("closed 1000");
    assertThat(stage.journal().next("context").get("user")).isEqualTo("alice");
    stage.journal().expect("a", "connect", "message 1", "port close 1000 clean");
    stage.journal().expect("b", "connect", "message 2");
  }

  @Test
  @Verifies({USER_5, USER_6})
  @DisplayName("who signs out is closed with 1008, and nobody else")
  void signsOut(Stage stage) {
    RemoteServer server = forUsers(stage, bound());
    String cookie = begin(stage, ALICE);
    RawClient alice = connect(stage, server.raw("a").as(ALICE).header("Cookie", cookie), "a");
    RawClient elsewhere =
        connect(stage, server.raw("b").as(ALICE).header("Cookie", begin(stage, ALICE)), "b");
    RawClient without = connect(stage, server.raw("c").as(ALICE), "c");
    visit(stage, "end", ALICE, cookie);
    expectSessionEnded(stage, alice, "a");
    expectServed(stage, elsewhere, "b");
    expectServed(stage, without, "c");
    assertThat(server.command("statistics").value().get("evicted.SESSION_ENDED")).isEqualTo("1");
  }

  @Test
  @Verifies({USER_5, USER_7})
  @DisplayName("a session with another id is the same session")
  void renewed(Stage stage) {
    RemoteServer server = forUsers(stage, bound());
    String cookie = begin(stage, ALICE);
    RawClient alice = connect(stage, server.raw("a").as(ALICE).header("Cookie", cookie), "a");
    String renewed = cookies(cookie, visit(stage, "renew", ALICE, cookie));
    assertThat(renewed).isNotEqualTo(cookie);
    expectServed(stage, alice, "a");
    visit(stage, "end", ALICE, renewed);
    expectSessionEnded(stage, alice, "a");
  }

  @Test
  @Verifies(USER_6)
  @DisplayName("a client without a user goes with its session only if it is asked for")
  void anonymous(Stage stage) {
    RemoteServer loose = stage.open(bound());
    RemoteServer tied =
        stage.open("tied", stage.path() + "/tied", bound().option("sessionBinding", "ALL"));
    String cookie = cookies("", stage.application().get("session?begin"));
    RawClient kept = connect(stage, loose.raw("a").header("Cookie", cookie), "a");
    RawClient gone = connect(stage, tied.raw("b").header("Cookie", cookie), "b");
    assertThat(stage.application().get("session?end", "Cookie", cookie).body()).isEqualTo("end");
    expectSessionEnded(stage, gone, "b");
    expectServed(stage, kept, "a");
  }

  @Test
  @Verifies({APP_1, USER_6})
  @DisplayName("clients whose sessions end with their application are closed with 1001")
  void undeployed(Target target) throws Exception {
    try (Neighbour leaving = target.neighbour("tck-sessions")) {
      Stage stage = leaving.stage("sessions");
      RemoteServer server = stage.open(bound().option("sessionBinding", "ALL"));
      HttpResponse<String> begun = stage.application().get("session?begin");
      RawClient client = server.raw("a").header("Cookie", cookies("", begun)).connect();
      stage.journal().expect("a", "connect");
      leaving.undeploy();
      client.expect("closed 1001");
    }
  }

  @Test
  @Verifies(RATE_3)
  @DisplayName("no more clients of one user than may be, and those of others are not touched")
  void clientsOfOneUser(Stage stage) {
    RemoteServer server =
        forUsers(stage, on("connect", "attach").port("close").option("maxPortsPerPrincipal", 1));
    RawClient first = connect(stage, server.raw("a").as(ALICE), "a");
    RawClient.Response answer = server.raw("b").as(ALICE).handshake();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsKey("retry-after");
    assertThat(server.command("statistics").value().get("refused.PORTS_OF_PRINCIPAL"))
        .isEqualTo("1");
    connect(stage, server.raw("c").as(BOB), "c");
    first.send(Frame.close(1000, "")).expect("closed 1000");
    stage.journal().expect("a", "port close 1000 clean");
    connect(stage, server.raw("d").as(ALICE), "d");
  }

  @Test
  @Verifies(DRAIN_6)
  @DisplayName("the clients of one user are found and closed together")
  void closeAll(Stage stage) {
    RemoteServer server =
        forUsers(stage, on("connect", "attach").and("message", "echo").port("close"));
    RawClient one = connect(stage, server.raw("a").as(ALICE), "a");
    RawClient two = connect(stage, server.raw("b").as(ALICE), "b");
    RawClient other = connect(stage, server.raw("c").as(BOB), "c");
    assertThat(server.command("ports-of", alice()).value().all("clients"))
        .containsExactly("a", "b");
    server.command("close-all", alice().add("code", 4401).add("reason", "Signed out")).value();
    for (RawClient client : List.of(one, two)) {
      client.expect("closed 4401 Signed out");
      client.answerClose(4401);
    }
    stage.journal().expect("a", "port close 4401 Signed out clean");
    stage.journal().expect("b", "port close 4401 Signed out clean");
    expectServed(stage, other, "c");
  }

  private static Fields alice() {
    return new Fields().add("principal", ALICE.userName());
  }

  /** A server that only users reach. */
  private static RemoteServer forUsers(Stage stage, Handlers handlers) {
    return stage.open("main", "/users" + stage.path(), handlers);
  }

  private static Handlers bound() {
    return on("connect", "attach").and("message", "echo").port("close");
  }

  private static RawClient connect(Stage stage, RawClient client, String name) {
    client.connect();
    stage.journal().expect(name, "connect");
    return client;
  }

  private static String has(RemoteServer server, String client, String role) {
    return server.port(client, "role", new Fields().add("role", role)).value().get("has");
  }

  /** {@return the cookie of a new session, whose user is known in it} */
  private static String begin(Stage stage, TckUser user) {
    String authorization = user.authorization();
    HttpResponse<String> begun =
        stage.application().get("users/session?begin", "Authorization", authorization);
    String first = cookies("", begun);
    // Signing in with a session gives it another id, on Tomcat for one.
    return cookies(first, visit(stage, "begin", user, first));
  }

  private static HttpResponse<String> visit(Stage stage, String what, TckUser user, String cookie) {
    HttpResponse<String> answer =
        stage
            .application()
            .get("users/session?" + what, "Authorization", user.authorization(), "Cookie", cookie);
    assertThat(answer.body()).isEqualTo(what);
    return answer;
  }

  /**
   * The cookies that are to be sent after this answer; some containers tell who it is by another
   * than that of the session.
   *
   * @param before those that were sent for it
   */
  private static String cookies(String before, HttpResponse<String> answer) {
    Map<String, String> cookies = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(before.split("; ", -1)),
            answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';'))))
        .filter(cookie -> !cookie.isEmpty())
        .forEach(cookie -> cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie));
    assertThat(cookies).as("cookies after %s", answer.uri()).isNotEmpty();
    return String.join("; ", cookies.values());
  }

  private static void expectSessionEnded(Stage stage, RawClient client, String name) {
    assertThat(client.receive()).startsWith("closed 1008");
    client.answerClose(1008);
    assertThat(stage.journal().take(line -> line.get("client").equals(name), 1))
        .extracting(line -> line.get("type") + " " + line.get("code"))
        .containsExactly("close 1008");
  }

  private static void expectServed(Stage stage, RawClient client, String name) {
    client.send(Frame.text("still")).expect("still");
    stage.journal().expect(name, "message still");
  }
}
