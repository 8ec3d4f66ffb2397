package org.jseverywhere.websocket.benchmarks.server;

import java.util.List;

/** A usual way to send with Jakarta WebSocket. Threads: any. */
interface Idiom {

  /** Called once for each client, before anything is sent to it. */
  default void opened(RawClient client) {}

  void send(RawClient client, String text);

  default void broadcast(List<RawClient> clients, String text) {
    for (RawClient client : clients) {
      send(client, text);
    }
  }
}
