package org.jseverywhere.websocket.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class WarServerTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String BEANS_XML = "WEB-INF/beans.xml";

  private static final String ECHO =
      """
      @ApplicationScoped
      @WebSocketServerDefinition(url = "/echo", serverId = "echo")
      public class Echo {
        public String name() { return "echo"; }
        void received(@Observes @ServerId("echo") MessageEvent event) {
          event.port().postMessage(event.text()
              + " " + CDI.current().select(Echo.class).get().name()
              + " " + (Thread.currentThread().getContextClassLoader()
                  == Echo.class.getClassLoader()));
        }
      }
      """;

  private WarServer server;

  @BeforeEach
  void start() throws IOException {
    server = WarServer.start("127.0.0.1", 0);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).get(20, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("No answer from " + request.uri(), e);
    }
  }

  private static String socket(URI root, String path) {
    return "ws" + root.toString().substring("http".length()) + path;
  }

  @Test
  @DisplayName("files have their types, directories their index, and WEB-INF nothing")
  void files(@TempDir Path directory) throws IOException {
    TestWar war =
        new TestWar(directory.resolve("app"))
            .file("index.html", "the front page")
            .file("sub/index.html", "sub page")
            .file("sub/app.js", "script")
            .file("empty/none.txt", "")
            .file("WEB-INF/secret.txt", "secret")
            .file("META-INF/secret.txt", "secret");
    URI root = server.deploy("/app", war.directory());
    assertThat(root).isEqualTo(URI.create("http://127.0.0.1:" + server.port() + "/app/"));
    assertThat(get(root).body()).isEqualTo("the front page");
    assertThat(get(root).headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(get(root.resolve("sub/app.js")).headers().firstValue("Content-Type"))
        .hasValue("text/javascript;charset=UTF-8");
    assertThat(get(root.resolve("sub/")).body()).isEqualTo("sub page");
    assertThat(get(root.resolve("sub?a=b")).headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/app/sub/?a=b"));
    assertThat(get(root.resolve("empty/none.txt")).statusCode()).isEqualTo(200);
    for (String nothing :
        new String[] {
          "WEB-INF/secret.txt",
          "web-inf/secret.txt",
          "sub/..%2fWEB-INF/secret.txt",
          "%2e%2e/app/WEB-INF/secret.txt",
          "META-INF/secret.txt",
          "empty/",
          "nowhere"
        }) {
      assertThat(get(URI.create(root + nothing)).body()).as(nothing).doesNotContain("secret");
      assertThat(get(URI.create(root + nothing)).statusCode()).as(nothing).isIn(400, 404, 500);
    }
  }

  @Test
  @DisplayName("beans, servers, observers and servlets work together, in the application's context")
  void application(@TempDir Path directory) throws IOException {
    TestWar war =
        new TestWar(directory.resolve("app"))
            .file(BEANS_XML, "")
            .java("Echo", ECHO)
            .java(
                "Counted",
                "@RequestScoped public class Counted { int n; int up() { return ++n; } }")
            .java(
                "Same",
                """
                @WebServlet({"/same", "/echo"})
                public class Same extends HttpServlet {
                  @Inject @ServerId("echo") WebSocketServer server;
                  @Inject Counted counted;
                  @Override protected void doGet(HttpServletRequest q, HttpServletResponse s)
                      throws IOException {
                    s.getWriter().print((server == WebSocketServer.open("/echo", "echo"))
                        + " " + counted.up() + counted.up()
                        + " " + (Thread.currentThread().getContextClassLoader()
                            == getClass().getClassLoader()));
                  }
                }
                """);
    URI root = server.deploy("", war.archive());
    assertThat(get(root.resolve("same")).body()).isEqualTo("true 12 true");
    assertThat(get(root.resolve("echo")).body()).as("the page beside").isEqualTo("true 12 true");
    try (RawClient client = RawClient.connect(socket(root, "echo"))) {
      assertThat(client.send("hi").receive()).isEqualTo("hi echo true");
    }
  }

  @Test
  @DisplayName(
      "who would rather speak HTTP/2 is answered as anybody else, bodies and types included")
  void upgradeToAnotherProtocol(@TempDir Path directory) throws IOException {
    TestWar war =
        new TestWar(directory.resolve("app"))
            .file("style.css", "p {}")
            .java(
                "Shout",
                """
                @WebServlet("/shout")
                public class Shout extends HttpServlet {
                  @Override protected void doPost(HttpServletRequest q, HttpServletResponse s)
                      throws IOException {
                    s.getWriter().print(
                        new String(q.getInputStream().readAllBytes()).toUpperCase());
                  }
                }
                """);
    URI root = server.deploy("", war.directory());
    HttpRequest.Builder request = HttpRequest.newBuilder().version(HttpClient.Version.HTTP_2);

    HttpResponse<String> shout =
        send(
            request
                .uri(root.resolve("shout"))
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build());
    HttpResponse<String> style = send(request.uri(root.resolve("style.css")).GET().build());

    assertThat(shout.body()).isEqualTo("HELLO");
    assertThat(style.headers().firstValue("Content-Type")).hasValue("text/css;charset=UTF-8");
  }

  @Test
  @DisplayName("426 where there is a server only, 404 where there is nothing, also for handshakes")
  void withoutPages(@TempDir Path directory) throws IOException {
    URI root =
        server.deploy(
            "/a",
            new TestWar(directory.resolve("a")).file(BEANS_XML, "").java("Echo", ECHO).directory());
    HttpResponse<String> onSocket = get(root.resolve("echo"));
    assertThat(onSocket.statusCode()).isEqualTo(426);
    assertThat(onSocket.headers().firstValue("Upgrade")).hasValue("websocket");
    for (String path : new String[] {"a/nothing", "b/echo", "echo"}) {
      URI uri = root.resolve("/" + path);
      assertThat(get(uri).statusCode()).as(path).isEqualTo(404);
      try (RawClient client = new RawClient(uri.toString())) {
        assertThat(client.request(RawClient.handshake(uri))).as(path).startsWith("HTTP/1.1 404 ");
      }
    }
  }

  @Test
  @DisplayName("a status has its own phrase, those that Grizzly does not know included")
  void reasonPhrases(@TempDir Path directory) throws IOException {
    TestWar war =
        new TestWar(directory.resolve("a"))
            .file(BEANS_XML, "")
            .java("Echo", ECHO)
            .java(
                "Status",
                """
                @WebServlet("/status/*")
                public class Status extends HttpServlet {
                  @Override protected void doGet(HttpServletRequest q, HttpServletResponse s)
                      throws IOException {
                    int status = Integer.parseInt(q.getPathInfo().substring(1));
                    if (status < 500) s.setStatus(status); else s.sendError(status);
                  }
                }
                """);
    URI root = server.deploy("", war.directory());

    assertThat(statusLine(root.resolve("echo"))).isEqualTo("HTTP/1.1 426 Upgrade Required");
    assertThat(statusLine(root.resolve("nothing"))).isEqualTo("HTTP/1.1 404 Not Found");
    assertThat(statusLine(root.resolve("status/429"))).isEqualTo("HTTP/1.1 429 Too Many Requests");
    assertThat(statusLine(root.resolve("status/403"))).isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusLine(root.resolve("status/503")))
        .isEqualTo("HTTP/1.1 503 Service Unavailable");
    assertThat(statusLine(root.resolve("status/511")))
        .isEqualTo("HTTP/1.1 511 Network Authentication Required");
  }

  private static String statusLine(URI uri) throws IOException {
    try (RawClient client = new RawClient(uri.toString())) {
      return client
          .request("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n")
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @DisplayName("two deployments of one WAR do not see each other; undeploying closes with 1001")
  void twoApplications(@TempDir Path directory) throws IOException {
    Path war = new TestWar(directory.resolve("a")).file(BEANS_XML, "").java("Echo", ECHO).archive();
    URI first = server.deploy("/first", war);
    URI second = server.deploy("/second", war);
    try (RawClient a = RawClient.connect(socket(first, "echo"));
        RawClient b = RawClient.connect(socket(second, "echo"))) {
      assertThat(a.send("a").receive()).isEqualTo("a echo true");
      assertThat(b.send("b").receive()).isEqualTo("b echo true");
      Thread undeploying = new Thread(() -> server.undeploy("/first"));
      undeploying.start();
      assertThat(a.receive()).isEqualTo("closed 1001");
      a.sendClose(1001);
      assertThat(a.receive()).isEqualTo("end");
      assertThat(b.send("still").receive()).isEqualTo("still echo true");
    }
    server.close();
    server.close();
  }

  @Test
  @DisplayName("what is wrong with an application is told, and its place can be used again")
  void mistakes(@TempDir Path directory) throws IOException {
    TestWar broken =
        new TestWar(directory.resolve("broken"))
            .file(BEANS_XML, "")
            .java("Echo", ECHO)
            .java(
                "Wrong",
                """
                @WebServlet("/wrong")
                public class Wrong extends HttpServlet {
                  @Inject @ServerId("ecco") WebSocketServer server;
                }
                """)
            .java(
                "Also",
                "@Dependent public class Also { @Inject @ServerId(\"xcho\") WebSocketServer s; }");
    assertThatThrownBy(() -> server.deploy("/a", broken.archive()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("app.Wrong.server", "ecco", "app.Also.s", "xcho", "\"echo\"");
    server.deploy("/a", new TestWar(directory.resolve("good")).file("index.html", "x").directory());
    assertThatThrownBy(() -> server.deploy("/a", directory.resolve("good")))
        .hasMessageContainingAll("/a", "Undeploy it first");
    assertThatThrownBy(() -> server.deploy("/b", directory.resolve("no.war")))
        .hasMessageContainingAll("no.war", "neither");
    assertThatThrownBy(() -> server.deploy("b", directory)).hasMessageContaining("one segment");
    assertThatThrownBy(() -> server.undeploy("/c")).hasMessageContaining("/c");
  }
}
