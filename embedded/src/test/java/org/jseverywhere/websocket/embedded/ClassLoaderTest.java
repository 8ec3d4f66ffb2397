package org.jseverywhere.websocket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of ours keeps an application alive that was undeployed. */
@Timeout(180)
public class ClassLoaderTest {

  private static final int DEPLOYMENTS = 20;

  private static final String EXTENSION = "jakarta.enterprise.inject.spi.Extension";

  /** Where the application leaves its class loader for this test. */
  static final List<WeakReference<ClassLoader>> LOADERS = new ArrayList<>();

  static final ReferenceQueue<ClassLoader> CLEARED = new ReferenceQueue<>();

  private static final String CHAT =
      """
      @ApplicationScoped
      @WebSocketServerDefinition(url = "/chat", serverId = "chat")
      public class Chat {
        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
        @Inject @ServerId("chat") WebSocketServer server;
        void received(@Observes @ServerId("chat") MessageEvent event) {
          event.port().attributes().put("chat", this);
          server.channel("all");
          event.port().join("all");
          server.channel("all").postMessage(event.text() + " " + CDI.current().select(Chat.class).get().one());
        }
        public int one() { return 1; }
      }
      """;

  private static final String PAGE =
      """
      @WebServlet("/page")
      public class Page extends HttpServlet {
        @Inject @ServerId("chat") WebSocketServer server;
        @Override protected void doGet(HttpServletRequest q, HttpServletResponse s)
            throws IOException {
          q.getSession().setAttribute("page", new Page());
          WebSocketServer.open("/more").onMessage(e -> e.port().postMessage(e.text()));
          s.getWriter().print(server.ports().size());
        }
      }
      """;

  @Test
  @DisplayName("APP-5: after undeployment the class loader of an application is garbage")
  void classLoadersAreFreed(@TempDir Path directory) throws IOException, InterruptedException {
    Path war =
        new TestWar(directory.resolve("app"))
            .file("WEB-INF/beans.xml", "")
            .java("Chat", CHAT)
            .java("Page", PAGE)
            .java(
                "Leave",
                """
                @WebListener
                public class Leave implements ServletContextListener {
                  @Override public void contextInitialized(ServletContextEvent event) {
                    org.jseverywhere.websocket.embedded.ClassLoaderTest.remember(
                        getClass().getClassLoader());
                  }
                }
                """)
            .archive();
    try (WarServer server = WarServer.start("127.0.0.1", 0)) {
      for (int i = 0; i < DEPLOYMENTS; i++) {
        use(server.deploy("/app", war));
        server.undeploy("/app");
      }
      assertAllGo();
    }
  }

  @Test
  @DisplayName("nor is that of an application kept whose beans do not fit together")
  void refusedApplicationsAreFreed(@TempDir Path directory)
      throws IOException, InterruptedException {
    assertRefusedAreFreed(
        new TestWar(directory.resolve("app"))
            .java("Wrong", "@Dependent public class Wrong { @Inject Runnable nobodyMakesOne; }"),
        "",
        "Runnable");
  }

  @Test
  @DisplayName("nor is that of an application kept whose beans were not even found")
  void earlyRefusedApplicationsAreFreed(@TempDir Path directory)
      throws IOException, InterruptedException {
    assertRefusedAreFreed(
        new TestWar(directory.resolve("app")),
        "throw new IllegalStateException(\"too early\");",
        "too early");
  }

  private static void assertRefusedAreFreed(TestWar app, String beforeDiscovery, String message)
      throws IOException, InterruptedException {
    Path war =
        app.file("WEB-INF/beans.xml", "")
            .file("WEB-INF/classes/META-INF/services/" + EXTENSION, "app.Leave")
            .java(
                "Leave",
                """
                public class Leave implements Extension {
                  void leave(@Observes BeforeBeanDiscovery event) {
                    org.jseverywhere.websocket.embedded.ClassLoaderTest.remember(
                        getClass().getClassLoader());
                    %s
                  }
                }
                """
                    .formatted(beforeDiscovery))
            .archive();
    try (WarServer server = WarServer.start("127.0.0.1", 0)) {
      for (int i = 0; i < DEPLOYMENTS; i++) {
        assertThatThrownBy(() -> server.deploy("/app", war)).hasMessageContaining(message);
      }
      assertAllGo();
    }
  }

  /** A thread that served the last application may look at it until it serves another. */
  private static void assertAllGo() throws InterruptedException {
    assertThat(LOADERS).hasSize(DEPLOYMENTS);
    Set<Object> cleared = new HashSet<>();
    for (int round = 0; round < 100 && cleared.size() < DEPLOYMENTS; round++) {
      System.gc();
      Object reference = CLEARED.remove(100);
      while (reference != null) {
        cleared.add(reference);
        reference = CLEARED.poll();
      }
    }
    assertThat(cleared).hasSize(DEPLOYMENTS);
  }

  @BeforeEach
  void forget() {
    LOADERS.clear();
    while (CLEARED.poll() != null) {
      // Of another test.
    }
  }

  /** Called by the application. */
  public static void remember(ClassLoader loader) {
    LOADERS.add(new WeakReference<>(loader, CLEARED));
  }

  private static void use(URI root) throws IOException, InterruptedException {
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(root.resolve("page")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(page.body()).isEqualTo("0");
    String socket = root.toString().replaceFirst("http", "ws");
    try (RawClient left = RawClient.connect(socket + "chat");
        RawClient more = RawClient.connect(socket + "more")) {
      assertThat(left.send("hi").receive()).isEqualTo("hi 1");
      assertThat(more.send("ho").receive()).isEqualTo("ho");
      left.sendClose(1000);
      assertThat(left.receive()).isEqualTo("closed 1000");
      more.reset();
    }
  }
}
