package org.jseverywhere.websocket.benchmarks.server;

import org.jseverywhere.websocket.WebSocketServer;

/** The two servers through the library. */
public final class Ours {

  private Ours() {}

  /**
   * Opens both.
   *
   * @param prefix of their URLs; empty inside a container
   */
  public static void open(String prefix) {
    WebSocketServer echo = WebSocketServer.open(prefix + "/echo");
    echo.onMessage(event -> event.port().postMessage(event.text()));
    WebSocketServer broadcast = WebSocketServer.open(prefix + "/broadcast");
    broadcast.onMessage(event -> broadcast.send(event.text()));
  }
}
