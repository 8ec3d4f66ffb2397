package org.jseverywhere.websocket.benchmarks.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jseverywhere.websocket.HandlerExecution;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;

/** Servers through the library: an echo and a broadcast. */
public final class Ours {

  private static final int PLENTY = 1_000_000_000;
  private static final long HANDLING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Ours() {}

  /**
   * Opens both.
   *
   * @param prefix of their URLs; empty inside a container
   * @param subject with or without limits; {@link Subject#OURS_LIMITED} has both, those with limits
   *     at {@code /limited}
   */
  public static void open(String prefix, Subject subject) {
    switch (subject) {
      case OURS -> open(prefix, Ours::free);
      case OURS_GUARDED -> {
        open(prefix, Ours::guarded);
        openSlow(prefix);
      }
      case OURS_LIMITED -> {
        open(prefix, Ours::free);
        open(prefix + "/limited", Ours::limited);
      }
      default -> throw new IllegalArgumentException("not the library: " + subject);
    }
  }

  /** How a server is opened. */
  private interface Kind {
    WebSocketServer open(WebSocketServerOptions.Builder options);
  }

  private static void open(String prefix, Kind kind) {
    WebSocketServer echo = kind.open(options(prefix + "/echo"));
    echo.onMessage(event -> event.port().postMessage(event.text()));
    WebSocketServer broadcast = kind.open(options(prefix + "/broadcast"));
    broadcast.onMessage(event -> broadcast.send(event.text()));
  }

  /** Takes in no more than 50 messages of a client in a second. */
  private static void openSlow(String prefix) {
    WebSocketServer slow = guarded(WebSocketServerOptions.of(prefix + "/slow"));
    slow.onMessage(
        event -> {
          LockSupport.parkNanos(HANDLING_NANOS);
          event.port().postMessage(event.text());
        });
  }

  /** None of the handlers waits; whether that is told is a matter of what ours is held against. */
  private static WebSocketServerOptions.Builder options(String url) {
    String execution = System.getProperty("handlers", HandlerExecution.BLOCKING.name());
    return WebSocketServerOptions.of(url).handlerExecution(HandlerExecution.valueOf(execution));
  }

  private static WebSocketServer free(WebSocketServerOptions.Builder options) {
    return WebSocketServer.open(
        options.pingInterval(Duration.ZERO).silenceTimeout(Duration.ZERO).build());
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
            .maxPortsPerAddress(4)
            .pingInterval(Duration.ofSeconds(2))
            .silenceTimeout(Duration.ofSeconds(4))
            .build());
  }

  /** Pings and silence as they are by default. */
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
