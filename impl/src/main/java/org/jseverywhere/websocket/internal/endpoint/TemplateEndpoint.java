package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The one endpoint that the container knows. Which server a client is for was decided before the
 * upgrade, so the container's own routing, path parameters and origin check play no part: they
 * differ too much (Payara and GlassFish ignore the configuration given to an upgrade and know only
 * registered paths, WildFly refuses to register after deployment).
 */
public final class TemplateEndpoint {

  /** A path that no application uses by accident; direct hits on it are refused. */
  public static final String PATH = "/org.jseverywhere.websocket";

  /**
   * Hands what was decided to {@link HandOver}, which the container calls on the thread that
   * upgrades; endpoint instances and onOpen may be on another.
   */
  private static final ThreadLocal<Upgrade> UPGRADING = new ThreadLocal<>();

  private final ServerContainer container;
  private final ServerEndpointConfig config;

  private TemplateEndpoint(ServerContainer container, ServerEndpointConfig config) {
    this.container = container;
    this.config = config;
  }

  /**
   * Registers the endpoint; to be called once per application, while it is deployed. A second
   * registration would take all endpoints of the application down on Tomcat and Open Liberty.
   */
  public static TemplateEndpoint register(ServerContainer container) throws DeploymentException {
    ServerEndpointConfig config =
        ServerEndpointConfig.Builder.create(PortEndpoint.class, PATH)
            .configurator(new HandOver())
            .build();
    container.addEndpoint(config);
    TomcatClosing.prepare(container);
    return new TemplateEndpoint(container, config);
  }

  /** Answers the handshake, and connects the client. */
  public void upgrade(Object request, Object response, Upgrade upgrade)
      throws IOException, DeploymentException {
    UPGRADING.set(upgrade);
    try {
      container.upgradeHttpToWebSocket(request, response, config, Map.of());
    } finally {
      UPGRADING.remove();
    }
  }

  private static final class HandOver extends ServerEndpointConfig.Configurator {

    /** Refuses whoever comes to the template's own path past the filter. */
    @Override
    public boolean checkOrigin(String originHeaderValue) {
      return UPGRADING.get() != null;
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
      Upgrade upgrade = UPGRADING.get();
      return upgrade == null ? "" : upgrade.accepted().handshake().protocol();
    }

    @Override
    public void modifyHandshake(
        ServerEndpointConfig perConnection, HandshakeRequest request, HandshakeResponse response) {
      Upgrade upgrade = UPGRADING.get();
      if (upgrade != null) {
        perConnection.getUserProperties().put(Upgrade.PROPERTY, upgrade);
      }
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
      return endpointClass.cast(new PortEndpoint());
    }
  }
}
