package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jseverywhere.websocket.tck.Rule.PEER_1;
import static org.jseverywhere.websocket.tck.Rule.PEER_2;
import static org.jseverywhere.websocket.tck.Rule.PEER_3;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.process.ServerProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chapter PEER: clients that nobody here wrote, each a program of its own. They are what {@code
 * tck.peers} says: a directory with {@code node_modules}, and a Python 3 with its packages in the
 * path or as {@code tck.python}; for the browser {@code tck.browser}. Without it they are skipped.
 * If one of these fails, run its script by hand.
 */
@TckSuite
public class PeerTck {

  private static final Duration BOUND = TckTimeouts.CURRENT.arrival().multipliedBy(3);

  private static final String SEEN = "(open|echoes|pong|closed) .*";

  /** A line of the browser's log that a page has told. */
  private static final Pattern CONSOLE =
      Pattern.compile("INFO:CONSOLE\\S* \"(" + SEEN + ")\", source: ");

  /** Serves one page, at every path. */
  private static final class PageServer implements AutoCloseable {

    private final HttpServer http;

    PageServer(byte[] page) throws IOException {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
          });
      http.start();
    }

    String origin() {
      return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "node, ws.cjs, true",
    "node, undici.cjs, false",
    "python, python-websockets.py, true"
  })
  @Verifies({PEER_1, PEER_2, PEER_3})
  @DisplayName("a client that others wrote is served")
  void served(String runtime, String script, boolean pings, Stage stage, @TempDir Path directory)
      throws IOException, InterruptedException {
    String peers = System.getProperty("tck.peers", "");
    assumeThat(peers).as("-Dtck.peers, where clients of others are installed").isNotEmpty();
    stage.open(handlers());
    Path log = directory.resolve("output");
    ServerProcess peer =
        ServerProcess.start(
            script, command(runtime, script, peers, directory, stage), directory, log);
    peer.awaitSuccess(BOUND);
    // Besides, a runtime may warn of what it likes.
    List<String> output = peer.output().lines().filter(line -> line.matches(SEEN)).toList();
    assertThat(output.contains("pong are you there")).isEqualTo(pings);
    check(output.stream().filter(line -> !line.startsWith("pong")).toList(), name(script), stage);
  }

  @Test
  @Verifies({PEER_1, PEER_2, PEER_3})
  @DisplayName("a page of another origin in a browser is served")
  void browser(Stage stage, @TempDir Path directory) throws IOException, InterruptedException {
    String browser = System.getProperty("tck.browser", "");
    assumeThat(browser).as("-Dtck.browser, the program of a Chromium").isNotEmpty();
    try (PageServer pages = new PageServer(resource("browser.html"))) {
      stage.open(handlers().option("allowedOrigins", pages.origin()));
      String url =
          stage.application().webSocket(stage.path())
              + "?X-Tck-Client=browser&X-Tck-Scenario="
              + stage.name();
      ServerProcess peer =
          ServerProcess.start(
              "browser",
              List.of(
                  browser,
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--no-first-run",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--user-data-dir=" + directory.resolve("profile"),
                  "--enable-logging=stderr",
                  pages.origin() + "/?url=" + URLEncoder.encode(url, UTF_8)),
              directory,
              directory.resolve("output"));
      peer.awaitSuccess(BOUND);
      List<String> console =
          CONSOLE.matcher(peer.output()).results().map(line -> line.group(1)).toList();
      check(console, "browser", stage);
    }
  }

  private static Handlers handlers() {
    return on("connect", "attach")
        .and("message", "echo-or-close")
        .port("close")
        .option("protocol", "tck.v1");
  }

  /** Both ends have seen the same. */
  private static void check(List<String> output, String name, Stage stage) {
    assertThat(output)
        .containsExactly("open tck.v1", "echoes true", "closed 4001 server 😀", "closed 4002");
    assertThat(stage.journal().take(line -> line.get("type").equals("close"), 2))
        .extracting(line -> line.get("client") + " " + line.get("code") + " " + line.get("reason"))
        .containsExactly(name + " 4001 server 😀", name + " 4002 client 😀");
    stage.journal().take(line -> line.get("client").equals(name), 7);
  }

  private static String name(String script) {
    return script.substring(0, script.indexOf('.'));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream text = PeerTck.class.getResourceAsStream("/peers/" + name)) {
      return Objects.requireNonNull(text, name).readAllBytes();
    }
  }

  private static List<String> command(
      String runtime, String script, String peers, Path directory, Stage stage) throws IOException {
    Path file = directory.resolve(script);
    Files.write(file, resource(script));
    String url = stage.application().webSocket(stage.path()).toString();
    return runtime.equals("node")
        ? List.of(
            "env",
            "NODE_PATH=" + Path.of(peers, "node_modules"),
            "node",
            file.toString(),
            url,
            stage.name())
        : List.of(
            "env",
            "PYTHONIOENCODING=utf-8",
            System.getProperty("tck.python", "python3"),
            file.toString(),
            url,
            stage.name());
  }
}
