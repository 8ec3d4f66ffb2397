package org.jseverywhere.websocket.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.jseverywhere.websocket.examples.Client;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServedWar.class)
final class EchoIT {

  private final URI root;

  EchoIT(URI root) {
    this.root = root;
  }

  @Test
  @DisplayName("every message comes back in order and kind, and nothing else does")
  void sendsBack() throws IOException, InterruptedException {
    try (Client client = Client.connect(root, "echo")) {
      client.send("héllo 🌍").send((byte) 0, (byte) 1, (byte) 255).send("").send("end");

      assertThat(client.next()).isEqualTo("héllo 🌍");
      assertThat(client.next()).isEqualTo(new byte[] {0, 1, -1});
      assertThat(client.next()).isEqualTo("");
      assertThat(client.next()).isEqualTo("end");
    }
  }

  @Test
  @DisplayName("the largest message that the default limit allows comes back whole")
  void sendsBackTheLargest() throws IOException, InterruptedException {
    String largest = "x".repeat(64 * 1024);
    try (Client client = Client.connect(root, "echo")) {
      assertThat(client.send(largest).next()).isEqualTo(largest);
    }
  }

  @Test
  @DisplayName("the facts are those of the handshake, of cookies only their number")
  void tellsFacts() throws IOException, InterruptedException {
    String origin = root.resolve("/").toString().replaceFirst("/$", "");
    try (Client client =
        Client.offering(
            "facts", root, "echo-info", "Origin", origin, "Cookie", "a=secret1; b=secret2")) {
      String facts = client.next("origin");

      assertThat(facts.lines())
          .contains("origin\t" + origin, "cookies\t2", "protocol\tfacts")
          .anyMatch(line -> line.matches("remoteURI\ttcp:127\\.0\\.0\\.1:\\d+"))
          .anyMatch(line -> line.matches("url\tws://.*/echo-info"));
      assertThat(facts).doesNotContain("secret");
    }
  }

  @Test
  @DisplayName("a client without origin and cookies is told so")
  void tellsOfNone() throws IOException, InterruptedException {
    try (Client client = Client.connect(root, "echo-info")) {
      assertThat(client.next("origin").lines()).contains("origin\t", "cookies\t0", "protocol\t");
    }
  }
}
