package org.jseverywhere.websocket.benchmarks.server;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The two servers by Jakarta WebSocket alone. */
public final class Raw {

  private static final String CLIENT = "client";

  private Raw() {}

  /**
   * Deploys both.
   *
   * @param container where
   * @param subject how they send
   * @param traits of the container
   * @throws DeploymentException if the container refuses them
   */
  public static void deploy(ServerContainer container, Subject subject, Traits traits)
      throws DeploymentException {
    Idiom idiom = idiom(subject, traits);
    boolean timer = subject.keepsIdleTimer();
    container.addEndpoint(config("/echo", new Echo(idiom, timer)));
    container.addEndpoint(config("/broadcast", new Broadcast(idiom, timer)));
  }

  private static Idiom idiom(Subject subject, Traits traits) {
    return switch (subject) {
      case RAW_BASIC -> new BasicIdiom();
      case RAW_ASYNC, RAW_ASIS -> traits.overlappingSends() ? new AsyncIdiom() : new QueueIdiom();
      case RAW_QUEUE -> new QueueIdiom();
      case RAW_DISPATCHER -> DispatcherIdiom.start(traits.batchesBlocking());
      case OURS, OURS_LIMITED, OURS_GUARDED ->
          throw new IllegalArgumentException("no raw idiom: " + subject);
    };
  }

  private static ServerEndpointConfig config(String path, Endpoint endpoint) {
    return ServerEndpointConfig.Builder.create(endpoint.getClass(), path)
        .configurator(new Instance(endpoint))
        .build();
  }

  /** One endpoint for all clients. */
  private static final class Instance extends ServerEndpointConfig.Configurator {

    private final Endpoint endpoint;

    Instance(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
      return endpointClass.cast(endpoint);
    }
  }

  /** One endpoint of the two, which tells what goes wrong. */
  private abstract static class Common extends Endpoint {

    private final Idiom idiom;
    private final boolean keepsIdleTimer;

    Common(Idiom idiom, boolean keepsIdleTimer) {
      this.idiom = idiom;
      this.keepsIdleTimer = keepsIdleTimer;
    }

    Idiom idiom() {
      return idiom;
    }

    RawClient open(Session session) {
      RawClient client = RawClient.of(session, keepsIdleTimer);
      idiom.opened(client);
      return client;
    }

    @Override
    public void onError(Session session, Throwable thrown) {
      if (session.isOpen()) {
        System.err.println(thrown);
      }
    }
  }

  /** Sends back. Public, else Tyrus cannot call it. */
  public static final class Echo extends Common {

    Echo(Idiom idiom, boolean keepsIdleTimer) {
      super(idiom, keepsIdleTimer);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      RawClient client = open(session);
      session.addMessageHandler(String.class, text -> idiom().send(client, text));
    }
  }

  /** Sends to all. Public, else Tyrus cannot call it. */
  public static final class Broadcast extends Common {

    private final List<RawClient> clients = new CopyOnWriteArrayList<>();

    Broadcast(Idiom idiom, boolean keepsIdleTimer) {
      super(idiom, keepsIdleTimer);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      RawClient client = open(session);
      session.getUserProperties().put(CLIENT, client);
      clients.add(client);
      session.addMessageHandler(String.class, text -> idiom().broadcast(clients, text));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      RawClient client =
          (RawClient) Objects.requireNonNull(session.getUserProperties().get(CLIENT));
      clients.remove(client);
    }
  }
}
