package org.jseverywhere.websocket.internal.core;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The servers below one root, by path. Threads: any. */
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
        return route.getValue().entrance().admit(request, parameters);
      }
    }
    return new Admission.NotOurs();
  }
}
