package org.jseverywhere.websocket.internal.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jseverywhere.websocket.WebSocketServerOptions;

/** A server in a container that is nothing but a call. */
final class Clients implements Host {

  private static final Map<String, List<String>> UPGRADE =
      Map.of(
          "Host", List.of("example.org"),
          "Upgrade", List.of("websocket"),
          "Connection", List.of("Upgrade"),
          "Sec-WebSocket-Version", List.of("13"),
          "Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));

  private final Routes routes = new Routes();
  private final Application application = new Application(Clients.class.getClassLoader());

  /** The server that they connect to. */
  final Server server;

  Clients() {
    application.attach(this);
    server = application.open(WebSocketServerOptions.of("/benchmark").build());
    // A client is told when it connects, on the same thread.
    server.onConnect(event -> {});
  }

  ClientPort connect(Transport transport) {
    HandshakeRequest request =
        new HandshakeRequest(
            "GET",
            false,
            "",
            "/benchmark",
            null,
            UPGRADE,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321),
            Caller.NOBODY);
    Admission.Accepted accepted = (Admission.Accepted) routes.admit(request);
    ClientPort port =
        Objects.requireNonNull(accepted.server().connect(accepted.handshake(), transport, ""));
    port.opened();
    return port;
  }

  /** Ends the connections and the threads. */
  void end() {
    server.abandonPorts();
    application.close();
  }

  @Override
  public void close() {
    // There is nothing to free.
  }

  @Override
  public String bind(Server bound) throws IOException {
    routes.add(bound);
    return bound.serverUrl().text();
  }

  @Override
  public void unbind(Server bound) {
    routes.remove(bound);
  }

  @Override
  public String extensions() {
    return "";
  }
}
