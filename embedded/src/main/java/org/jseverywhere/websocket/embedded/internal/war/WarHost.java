package org.jseverywhere.websocket.embedded.internal.war;

import java.io.IOException;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.Routes;
import org.jseverywhere.websocket.internal.core.Server;

/** A web application as a host. Threads: any. */
final class WarHost implements Host {

  private final String contextPath;
  private final Routes routes = new Routes();

  WarHost(String contextPath) {
    this.contextPath = contextPath;
  }

  /** Decides on a request that has the context path in its path. */
  Admission admit(HandshakeRequest request) {
    return routes.admit(
        new HandshakeRequest(
            request.method(),
            request.secure(),
            contextPath,
            request.path().substring(contextPath.length()),
            request.query(),
            request.headers(),
            request.remote(),
            request.caller()));
  }

  @Override
  public String bind(Server server) throws IOException {
    if (server.serverUrl().address() != null) {
      throw new IOException(
          "in a web application, whose server owns the sockets, it cannot listen on an address of"
              + " its own; give it the path \""
              + server.serverUrl().path()
              + "\" instead");
    }
    routes.add(server);
    return server.serverUrl().text();
  }

  @Override
  public void unbind(Server server) {
    routes.remove(server);
  }

  @Override
  public String extensions() {
    return "";
  }

  @Override
  public void close() {
    // The listener is for all applications.
  }
}
