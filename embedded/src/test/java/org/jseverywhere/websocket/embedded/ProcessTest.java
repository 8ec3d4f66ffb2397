package org.jseverywhere.websocket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of their own, from their main method until they are asked to end. */
@Timeout(120)
class ProcessTest {

  private static final int EXIT_BY_SIGTERM = 128 + 15;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process java(String classPath, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", classPath));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    return process;
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  private static void endsBySigterm(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(EXIT_BY_SIGTERM);
  }

  private static String firstLineWith(String part, BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.contains(part)) {
      line = output.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  @DisplayName("a main that ends goes on serving; SIGTERM closes its clients with 1001")
  void plainMain(@TempDir Path directory) throws IOException, InterruptedException {
    Path classes =
        new TestWar(directory)
            .java(
                "Main",
                """
                public class Main {
                  public static void main(String... arguments) {
                    WebSocketServer server = WebSocketServer.open("ws://127.0.0.1:0/chat", "chat");
                    server.onMessage(event -> server.send(event.text()));
                    server.onClose(event -> System.out.println("server closed"));
                    System.out.println(server.url());
                  }
                }
                """)
            .directory()
            .resolve("WEB-INF/classes");
    Process program = java(classes + File.pathSeparator + ownClassPath(), "app.Main");
    try (BufferedReader output = program.inputReader(UTF_8);
        RawClient client = RawClient.connect(firstLineWith("ws://", output))) {
      assertThat(client.send("hello").receive()).isEqualTo("hello");
      program.toHandle().destroy();
      assertThat(client.receive()).isEqualTo("closed 1001");
      client.sendClose(1001);
      assertThat(client.receive()).isEqualTo("end");
      assertThat(output.readLine()).isEqualTo("server closed");
      endsBySigterm(program);
    }
  }

  @Test
  @DisplayName("when its last server has closed, a main that has ended is over")
  void endsWithItsLastServer(@TempDir Path directory) throws IOException, InterruptedException {
    Path classes =
        new TestWar(directory)
            .java(
                "Main",
                """
                public class Main {
                  public static void main(String... arguments) {
                    WebSocketServer server = WebSocketServer.open("ws://127.0.0.1:0/chat");
                    server.onMessage(event -> server.close());
                    System.out.println(server.url());
                  }
                }
                """)
            .directory()
            .resolve("WEB-INF/classes");
    Process program = java(classes + File.pathSeparator + ownClassPath(), "app.Main");
    try (BufferedReader output = program.inputReader(UTF_8);
        RawClient client = RawClient.connect(firstLineWith("ws://", output))) {
      client.send("close");
      assertThat(client.receive()).isEqualTo("closed 1001");
      client.sendClose(1001);
      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
    }
  }

  @Test
  @DisplayName("with Weld SE servers are declared, injected and observed, until after SIGTERM")
  void withBeans(@TempDir Path directory) throws IOException, InterruptedException {
    Path classes =
        new TestWar(directory)
            .file("WEB-INF/classes/META-INF/beans.xml", "")
            .java(
                "Main",
                """
                import jakarta.enterprise.inject.se.SeContainerInitializer;
                public class Main {
                  public static void main(String... arguments) {
                    System.out.println(
                        SeContainerInitializer.newInstance().initialize()
                            .select(Chat.class).get().url());
                  }
                }
                """)
            .java(
                "Chat",
                """
                @ApplicationScoped
                @WebSocketServerDefinition(url = "ws://127.0.0.1:0/chat", serverId = "chat")
                public class Chat {
                  @Inject @ServerId("chat") WebSocketServer server;
                  public String url() { return server.url(); }
                  void received(@Observes @ServerId("chat") MessageEvent event) {
                    server.send(event.text() + " " + CDI.current().select(Chat.class).get().url());
                  }
                  void left(@Observes @ServerId("chat") CloseEvent event) throws Exception {
                    if (event.port() != null) {
                      System.out.println("leaving");
                      System.in.read();
                      System.out.println(
                          "left " + event.code() + CDI.current().select(Chat.class).get().url());
                    }
                  }
                }
                """)
            .directory()
            .resolve("WEB-INF/classes");
    Process program = java(classes + File.pathSeparator + ownClassPath(), "app.Main");
    try (BufferedReader output = program.inputReader(UTF_8)) {
      String url = firstLineWith("ws://", output);
      try (RawClient client = RawClient.connect(url)) {
        assertThat(client.send("hi").receive()).isEqualTo("hi " + url);
        program.toHandle().destroy();
        assertThat(client.receive()).isEqualTo("closed 1001");
        client.sendClose(1001);
        assertThat(output.readLine()).isEqualTo("leaving");
        // The process ends only after what the observer does.
        program.getOutputStream().close();
        assertThat(output.readLine()).isEqualTo("left 1001" + url);
        endsBySigterm(program);
      }
    }
  }

  @Test
  @DisplayName("the server's own main serves a WAR, says where, and closes with 1001 on SIGTERM")
  void warServer(@TempDir Path directory) throws IOException, InterruptedException {
    Path war =
        new TestWar(directory.resolve("app"))
            .file("WEB-INF/beans.xml", "")
            .file("index.html", "front page")
            .java(
                "Echo",
                """
                @ApplicationScoped
                @WebSocketServerDefinition(url = "/echo", serverId = "echo")
                public class Echo {
                  void received(@Observes @ServerId("echo") MessageEvent event) {
                    event.port().postMessage(event.text());
                  }
                }
                """)
            .archive();
    Process program =
        java(
            ownClassPath(),
            WarServer.class.getName(),
            "--port",
            "0",
            "--context",
            "/app",
            war.toString());
    try (BufferedReader output = program.inputReader(UTF_8)) {
      assertThat(output.readLine()).matches("http://127\\.0\\.0\\.1:[0-9]+/app/");
      String url = firstLineWith("ws://", output);
      try (RawClient client = RawClient.connect(url + "echo")) {
        assertThat(client.send("hi").receive()).isEqualTo("hi");
        program.toHandle().destroy();
        assertThat(client.receive()).isEqualTo("closed 1001");
        client.sendClose(1001);
        endsBySigterm(program);
      }
    }
  }

  @Test
  @DisplayName("a wrong command line, and a WAR that is not there, end it with status 1")
  void wrongCommandLine() throws IOException, InterruptedException {
    for (String arguments :
        List.of("--port 99999", "--port x", "--nonsense", "no.war", "", "--port", "a b")) {
      Process program =
          java(ownClassPath(), (WarServer.class.getName() + " " + arguments).strip().split(" "));
      assertThat(program.waitFor(30, TimeUnit.SECONDS)).as(arguments).isTrue();
      assertThat(program.exitValue()).as(arguments).isEqualTo(1);
    }
  }
}
