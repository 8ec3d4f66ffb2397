package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jseverywhere.websocket.tck.Rule.PEER_1;
import static org.jseverywhere.websocket.tck.Rule.PEER_2;
import static org.jseverywhere.websocket.tck.Rule.PEER_3;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.process.ServerProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chapter PEER: clients that nobody here wrote, each a program of its own. They are what {@code
 * tck.peers} says: a directory with {@code node_modules}, and a Python 3 with its packages in the
 * path or as {@code tck.python}. Without it they are skipped. If one of these fails, run its script
 * by hand.
 */
@TckSuite
public class PeerTck {

  private static final Duration BOUND = TckTimeouts.CURRENT.arrival().multipliedBy(3);

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
    stage.open(
        on("connect", "attach")
            .and("message", "echo-or-close")
            .port("close")
            .option("protocol", "tck.v1"));
    Path log = directory.resolve("output");
    ServerProcess peer =
        ServerProcess.start(
            script, command(runtime, script, peers, directory, stage), directory, log);
    peer.awaitSuccess(BOUND);
    String name = script.substring(0, script.indexOf('.'));
    // Besides, a runtime may warn of what it likes.
    List<String> output =
        peer.output().lines().filter(line -> line.matches("(open|echoes|pong|closed) .*")).toList();
    assertThat(output)
        .contains("open tck.v1", "echoes true", "closed 4001 server 😀", "closed 4002")
        .hasSize(pings ? 5 : 4);
    assertThat(output.contains("pong are you there")).isEqualTo(pings);
    assertThat(stage.journal().take(line -> line.get("type").equals("close"), 2))
        .extracting(line -> line.get("client") + " " + line.get("code") + " " + line.get("reason"))
        .containsExactly(name + " 4001 server 😀", name + " 4002 client 😀");
    stage.journal().take(line -> line.get("client").equals(name), 7);
  }

  private static List<String> command(
      String runtime, String script, String peers, Path directory, Stage stage) throws IOException {
    Path file = directory.resolve(script);
    try (InputStream text = PeerTck.class.getResourceAsStream("/peers/" + script)) {
      Files.write(file, Objects.requireNonNull(text, script).readAllBytes());
    }
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
