package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.Routes;
import org.jseverywhere.websocket.internal.core.Server;
import org.jseverywhere.websocket.internal.endpoint.TemplateEndpoint;
import org.jseverywhere.websocket.internal.endpoint.Upgrade;

/**
 * The web application as a host: servers come and go in its routes, the container sees none of it.
 */
final class ServletHost implements Host {

  private final TemplateEndpoint endpoint;
  private final String extensions;
  private final boolean isOnTyrus;
  private final Routes routes = new Routes();
  private final KeptConnections kept = new KeptConnections();

  ServletHost(TemplateEndpoint endpoint, ServerContainer container) {
    this.endpoint = endpoint;
    this.isOnTyrus = GrizzlyConnection.isBelow(container);
    this.extensions =
        container.getInstalledExtensions().stream()
            .map(Extension::getName)
            .collect(Collectors.joining(", "));
  }

  Admission admit(HandshakeRequest request) {
    return routes.admit(request);
  }

  /**
   * Answers a handshake.
   *
   * @param request as the container gave it
   * @param upgradable the same, as the container's WebSocket is to see it
   */
  void upgrade(
      HttpServletRequest request,
      UpgradingRequest upgradable,
      HttpServletResponse response,
      Admission.Accepted accepted)
      throws IOException, DeploymentException {
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper wrapper) {
      own = wrapper.getRequest();
    }
    if (isOnTyrus) {
      GrizzlyConnection below = GrizzlyConnection.of(own).orElse(null);
      GuardedConnection guarded = new GuardedConnection(below, kept);
      endpoint.upgrade(
          GuardedUpgradeHandler.wrap(upgradable, guarded),
          response,
          new Upgrade(accepted, below == null ? null : guarded, () -> null, () -> {}));
    } else {
      endpoint.upgrade(
          upgradable,
          response,
          new Upgrade(accepted, null, upgradable::frames, KeptRequest.forgetter(own, upgradable)));
    }
  }

  @Override
  public String bind(Server server) throws IOException {
    if (server.serverUrl().address() != null) {
      throw new IOException(
          "inside a container, which owns the sockets, a server cannot listen on an address of its"
              + " own; give it the path \""
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
    return extensions;
  }

  @Override
  public void close() {
    // The container holds the endpoint itself as long as the application stands.
    kept.close();
  }
}
