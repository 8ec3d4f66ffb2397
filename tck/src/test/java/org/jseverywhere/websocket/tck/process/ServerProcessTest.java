package org.jseverywhere.websocket.tck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

  private static final Duration AMPLE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private ServerProcess process;

  @AfterEach
  void stop() {
    process.stop(Duration.ZERO);
  }

  @Test
  @DisplayName("waiting ends when the condition holds")
  void awaitsCondition() throws Exception {
    process = shell("echo ready; exec tail -f /dev/null");

    process.await("it is ready", AMPLE, () -> process.output().contains("ready"));

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  @DisplayName(
      "waiting for a process that ends tells what for, the exit status and the last output")
  void reportsEarlyEnd() throws Exception {
    process = shell("echo no licence >&2; exit 3");

    assertThatThrownBy(() -> process.await("it is ready", AMPLE, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("server", "it is ready", "exit status 3", "no licence");
  }

  @Test
  @DisplayName("waiting ends when the bound has passed")
  void reportsPassedBound() throws Exception {
    process = shell("exec tail -f /dev/null");

    assertThatThrownBy(() -> process.await("it is ready", Duration.ZERO, () -> false))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContainingAll("server", "it is ready", "in vain");
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  @DisplayName("stop lets a process end in its own way")
  void stopsGracefully() throws Exception {
    process = shell("tail -f /dev/null & trap 'kill $!; echo bye; exit 0' TERM; echo ready; wait");
    process.await("it is ready", AMPLE, () -> process.output().contains("ready"));

    process.stop(AMPLE);

    assertThat(process.isAlive()).isFalse();
    assertThat(process.output()).contains("bye");
  }

  @Test
  @DisplayName("stop kills a process that does not want to end")
  void killsStubbornProcess() throws Exception {
    process = shell("trap '' TERM; echo ready; exec tail -f /dev/null");
    process.await("it is ready", AMPLE, () -> process.output().contains("ready"));

    process.stop(Duration.ofMillis(1));

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  @DisplayName("a command that succeeds is waited for; one that fails is reported with its output")
  void awaitsSuccess() throws IOException, InterruptedException {
    process = shell("echo done");
    process.awaitSuccess(AMPLE);
    assertThat(process.output()).isEqualTo("done\n");

    process = shell("echo wrong argument; exit 2");
    assertThatThrownBy(() -> process.awaitSuccess(AMPLE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("exit status 2", "wrong argument");

    process = shell("exec tail -f /dev/null");
    assertThatThrownBy(() -> process.awaitSuccess(Duration.ofMillis(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not end");
    assertThat(process.isAlive()).isFalse();
  }

  private ServerProcess shell(String script) throws IOException {
    return ServerProcess.start(
        "server", List.of("/bin/sh", "-c", script), directory, directory.resolve("log"));
  }
}
