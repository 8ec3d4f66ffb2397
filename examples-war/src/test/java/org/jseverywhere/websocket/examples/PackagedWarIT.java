package org.jseverywhere.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PackagedWarIT {

  @Test
  @DisplayName(
      "a container gets the library and the examples, and nothing of the server or its launcher")
  void isAnOrdinaryWar() throws IOException {
    List<String> names = RunningWar.names();

    assertThat(names)
        .filteredOn(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
        .extracting(name -> name.replaceAll("-\\d.*", ""))
        .containsExactlyInAnyOrder(
            "WEB-INF/lib/websocket-server-api", "WEB-INF/lib/websocket-server-impl");
    assertThat(names)
        .filteredOn(name -> name.endsWith(".class"))
        .allMatch(name -> name.startsWith("WEB-INF/classes/") || name.startsWith("META-INF/"));
    assertThat(names)
        .noneMatch(name -> name.startsWith("WEB-INF/") && name.endsWith(RunningWar.LAUNCHER));
  }

  @Test
  @DisplayName("when it is asked to end, clients are told that it goes away")
  void saysGoodbye() throws IOException, InterruptedException {
    try (RunningWar war = RunningWar.start("--port", "0")) {
      Client client = Client.connect(war.root(), "echo");
      client.send("there?").next();

      war.stop();

      assertThat(client.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  @DisplayName("a port that is in use ends it with a message that names the port")
  void namesPortInUse() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningWar war = RunningWar.start("--port", String.valueOf(taken.getLocalPort()))) {
      assertThat(war.exitCode()).isNotZero();
      assertThat(war.output()).contains(String.valueOf(taken.getLocalPort()));
    }
  }
}
