package org.jseverywhere.websocket.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.jseverywhere.websocket.examples.Client;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServedWar.class)
final class DashboardIT {

  private final URI root;

  DashboardIT(URI root) {
    this.root = root;
  }

  @Test
  @DisplayName("a snapshot has all servers, each with its clients and what they have sent")
  void showsServersAndClients() throws IOException, InterruptedException {
    try (Client echo = Client.connect(root, "echo");
        Client dashboard = Client.connect(root, "dashboard")) {
      for (int i = 0; i < 17; i++) {
        echo.send("message " + i).next();
      }

      // A reply may be faster than the count of what it answers, and than the end of its own write.
      String all = "\"state\":\"OPEN\",\"bufferedAmount\":0,\"received\":17}";
      String snapshot = dashboard.send("next").next("{\"nanos\":");
      for (int i = 0; i < 100 && !snapshot.contains(all); i++) {
        snapshot = dashboard.send("next").next("{\"nanos\":");
      }

      assertThat(snapshot)
          .containsSubsequence(
              "\"id\":\"broadcast\",\"url\":\"/broadcast\"",
              "\"id\":\"chat\",\"url\":\"/chat/{room}\"",
              "\"id\":\"dashboard\",\"url\":\"/dashboard\"",
              "\"id\":\"echo\",\"url\":\"/echo\"",
              "\"remoteURI\":\"tcp:127.0.0.1:",
              all,
              "\"id\":\"echo-info\",\"url\":\"/echo-info\"");
    }
  }

  @Test
  @DisplayName("nobody is sent a snapshot without asking")
  void waitsToBeAsked() throws IOException, InterruptedException {
    try (Client idle = Client.connect(root, "dashboard");
        Client asking = Client.connect(root, "dashboard")) {
      asking.send("next").next("{\"nanos\":");
      asking.send("next").next("{\"nanos\":");

      assertThat(idle.hasNothing()).isTrue();
    }
  }
}
