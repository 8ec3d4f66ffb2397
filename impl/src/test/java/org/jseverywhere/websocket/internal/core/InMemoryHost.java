package org.jseverywhere.websocket.internal.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A container in memory: clients connect by a call. */
final class InMemoryHost implements Host {

  final Routes routes = new Routes();

  static HandshakeRequest request(String path, Map<String, List<String>> headers) {
    int query = path.indexOf('?');
    return new HandshakeRequest(
        "GET",
        false,
        "/app",
        query < 0 ? path : path.substring(0, query),
        query < 0 ? null : path.substring(query + 1),
        headers,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321),
        Caller.NOBODY);
  }

  static Map<String, List<String>> upgrade(String... namesAndValues) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Host", List.of("example.org"));
    headers.put("Upgrade", List.of("websocket"));
    headers.put("Connection", List.of("keep-alive, Upgrade"));
    headers.put("Sec-WebSocket-Version", List.of("13"));
    headers.put("Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1].isEmpty()) {
        headers.remove(namesAndValues[i]);
      } else {
        headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
      }
    }
    return headers;
  }

  Admission.Accepted accept(String path, String... headers) {
    return (Admission.Accepted) routes.admit(request(path, upgrade(headers)));
  }

  /** Connects a client, whose connect event is over if it is handled at all. */
  ClientPort connect(String path, Transport transport) {
    Admission.Accepted accepted = accept(path);
    ClientPort port =
        Objects.requireNonNull(accepted.server().connect(accepted.handshake(), transport, ""));
    port.opened();
    return port;
  }

  @Override
  public String bind(Server server) throws IOException {
    routes.add(server);
    return server.serverUrl().text();
  }

  @Override
  public void unbind(Server server) {
    routes.remove(server);
  }

  @Override
  public String extensions() {
    return "x-test";
  }

  @Override
  public void close() {}
}
