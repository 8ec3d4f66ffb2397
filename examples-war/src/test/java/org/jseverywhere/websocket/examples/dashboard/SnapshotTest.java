package org.jseverywhere.websocket.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jseverywhere.websocket.examples.dashboard.Snapshot.Client;
import org.jseverywhere.websocket.examples.dashboard.Snapshot.Counters;
import org.jseverywhere.websocket.examples.dashboard.Snapshot.Refusals;
import org.jseverywhere.websocket.examples.dashboard.Snapshot.Server;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SnapshotTest {

  private static final Refusals NONE = new Refusals(0, 0);
  private static final Counters NOTHING = new Counters("OPEN", 0, 0);

  @Test
  @DisplayName("servers and clients are objects in lists")
  void nests() {
    Client client = new Client(7, new Counters("CLOSING", 5, 9), "tcp:127.0.0.1:4711");
    Server server =
        new Server(
            "echo", new Counters("OPEN", 5, 12), "/echo", 1, new Refusals(3, 2), List.of(client));

    assertThat(new Snapshot(42, List.of(server)).json())
        .isEqualTo(
            "{\"nanos\":42,\"servers\":[{\"id\":\"echo\",\"url\":\"/echo\",\"all\":1,\"refused\":3,\"evicted\":2,"
                + "\"state\":\"OPEN\",\"bufferedAmount\":5,\"received\":12,\"ports\":["
                + "{\"number\":7,\"remoteURI\":\"tcp:127.0.0.1:4711\","
                + "\"state\":\"CLOSING\",\"bufferedAmount\":5,\"received\":9}]}]}");
  }

  @Test
  @DisplayName("a server without an id has null for it")
  void hasNull() {
    assertThat(new Snapshot(1, List.of(new Server(null, NOTHING, "/a", 0, NONE, List.of()))).json())
        .contains("\"id\":null,\"url\":\"/a\"");
  }

  @Test
  @DisplayName("quotes, backslashes and control characters do not end a string")
  void escapes() {
    assertThat(
            new Snapshot(1, List.of(new Server("a\"\\\n", NOTHING, "/é", 0, NONE, List.of())))
                .json())
        .contains("\"id\":\"a\\u0022\\u005c\\u000a\",\"url\":\"/é\"");
  }
}
