package org.jseverywhere.websocket.benchmarks.server;

import java.time.Duration;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;

/** The two servers through the library. */
public final class Ours {

  private static final int PLENTY = 1_000_000_000;

  private Ours() {}

  /**
   * Opens both.
   *
   * @param prefix of their URLs; empty inside a container
   * @param subject with or without limits
   */
  public static void open(String prefix, Subject subject) {
    WebSocketServer echo = server(prefix + "/echo", subject);
    echo.onMessage(event -> event.port().postMessage(event.text()));
    WebSocketServer broadcast = server(prefix + "/broadcast", subject);
    broadcast.onMessage(event -> broadcast.send(event.text()));
  }

  private static WebSocketServer server(String url, Subject subject) {
    WebSocketServerOptions.Builder options = WebSocketServerOptions.of(url);
    if (subject == Subject.OURS) {
      options.pingInterval(Duration.ZERO).silenceTimeout(Duration.ZERO);
      return WebSocketServer.open(options.build());
    }
    return subject == Subject.OURS_GUARDED ? guarded(options) : limited(options);
  }

  /**
   * As one would set them where each client has an address of its own, comes seldom, and sends some
   * tens of messages in a second.
   */
  private static WebSocketServer guarded(WebSocketServerOptions.Builder options) {
    return WebSocketServer.open(
        options
            .maxMessagesPerSecond(200)
            .maxBytesPerSecond(64 * 1024)
            .maxBufferedAmount(64 * 1024)
            .maxHandshakesPerSecond(10)
            .build());
  }

  private static WebSocketServer limited(WebSocketServerOptions.Builder options) {
    WebSocketServer server =
        WebSocketServer.open(
            options
                .maxPorts(PLENTY)
                .maxPortsPerAddress(PLENTY)
                .maxPortsPerPrincipal(PLENTY)
                .maxHandshakesPerSecond(PLENTY)
                .maxMessagesPerSecond(PLENTY)
                .maxBytesPerSecond(PLENTY)
                .pingInterval(Duration.ofSeconds(1))
                .silenceTimeout(Duration.ofMinutes(1))
                .maxAge(Duration.ofHours(1))
                .build());
    server.onHandshake(
        event -> {
          if (event.header("X-Nobody-Sends-This") != null) {
            event.reject(403, "No");
          }
        });
    return server;
  }
}
