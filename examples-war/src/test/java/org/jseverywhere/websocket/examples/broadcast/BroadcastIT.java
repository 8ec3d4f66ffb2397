package org.jseverywhere.websocket.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.jseverywhere.websocket.examples.Client;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServedWar.class)
final class BroadcastIT {

  private final URI root;

  BroadcastIT(URI root) {
    this.root = root;
  }

  @Test
  @DisplayName("every message goes to all clients, its sender included, and nothing else does")
  void sendsToAll() throws IOException, InterruptedException {
    try (Client left = Client.connect(root, "broadcast")) {
      // Who has heard itself is among all: that a handshake is over is not enough.
      left.send("alone");
      assertThat(left.next()).isEqualTo("alone");
      try (Client right = Client.connect(root, "broadcast")) {
        right.send("hello");
        assertThat(left.next()).isEqualTo("hello");
        assertThat(right.next()).isEqualTo("hello");

        left.send((byte) 7, (byte) 8);
        assertThat(left.next()).isEqualTo(new byte[] {7, 8});
        assertThat(right.next()).isEqualTo(new byte[] {7, 8});
      }
    }
  }
}
