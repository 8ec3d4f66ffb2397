package org.jseverywhere.websocket.internal.core;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers below one root, by path, and the decision on each request for them. Threads: any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, section 4.2</a>
 */
public final class Routes {

  private final Map<PathTemplate, Server> servers =
      new ConcurrentSkipListMap<>(PathTemplate.MOST_SPECIFIC_FIRST);

  /**
   * Adds a server.
   *
   * @throws IOException if its path is taken
   */
  public void add(Server server) throws IOException {
    Server other = servers.putIfAbsent(server.serverUrl().path(), server);
    if (other != null) {
      throw new IOException(
          "the path is taken by the server on \""
              + other.serverUrl().text()
              + "\"; close that one first, give this one another path, or share one server by its"
              + " serverID");
    }
  }

  /** Removes a server; without effect if it is not there. */
  public void remove(Server server) {
    servers.remove(server.serverUrl().path(), server);
  }

  /** Whether there is no server. */
  public boolean isEmpty() {
    return servers.isEmpty();
  }

  /** Decides on a request. */
  public Admission admit(HandshakeRequest request) {
    for (Map.Entry<PathTemplate, Server> route : servers.entrySet()) {
      Map<String, String> parameters = route.getKey().match(request.path());
      if (parameters != null) {
        return admit(request, route.getValue(), parameters);
      }
    }
    return new Admission.NotOurs();
  }

  private static Admission admit(
      HandshakeRequest request, Server server, Map<String, String> parameters) {
    if (!request.asksForWebSocket()) {
      return new Admission.NoUpgrade();
    }
    Admission.Refused malformed = checkForm(request);
    if (malformed != null) {
      return malformed;
    }
    if (!server.origins().allow(request)) {
      return refused(403, "Pages of this origin may not connect.");
    }
    String protocol =
        request.list("sec-websocket-protocol").contains(server.protocol()) ? server.protocol() : "";
    HandshakeRequest fromClient = server.forwarding().resolve(request);
    return new Admission.Accepted(server, fromClient.accept(parameters, protocol));
  }

  private static Admission.@Nullable Refused checkForm(HandshakeRequest request) {
    if (!request.method().equals("GET")) {
      return refused(400, "A WebSocket handshake is a GET request.");
    }
    if (!request.list("sec-websocket-version").equals(List.of("13"))) {
      return new Admission.Refused(
          426,
          Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"),
          "Only version 13 of the WebSocket protocol is spoken here.");
    }
    if (request.list("connection").stream()
        .noneMatch(option -> option.toLowerCase(Locale.ROOT).equals("upgrade"))) {
      return refused(400, "The Connection header does not say Upgrade.");
    }
    if (!isKey(request.header("sec-websocket-key"))) {
      return refused(400, "The Sec-WebSocket-Key header is not 16 bytes in Base64.");
    }
    return null;
  }

  private static boolean isKey(String value) {
    try {
      return Base64.getDecoder().decode(value.strip()).length == 16;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static Admission.Refused refused(int status, String reason) {
    return new Admission.Refused(status, Map.of(), reason);
  }
}
