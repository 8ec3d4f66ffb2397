package org.jseverywhere.websocket.embedded.internal.net;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;

/**
 * Before the HTTP codec of a listener: feeds the connections that have become WebSockets. Grizzly
 * calls it for one connection by one thread at a time.
 */
final class FrameFilter extends BaseFilter {

  private static final Attribute<ClientConnection> CLIENT =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("org.jseverywhere.websocket.client");

  /** The connections that are WebSockets. Threads: any. */
  interface Clients {

    /** A connection has become one. */
    void joined(Connection<?> connection);

    /** It is gone. */
    void left(Connection<?> connection);
  }

  private final Clients clients;

  /**
   * A filter for one listener.
   *
   * @param clients told of each connection that has become a WebSocket
   */
  FrameFilter(Clients clients) {
    this.clients = clients;
  }

  /** From now on what arrives on this connection is for this client. */
  void join(Connection<?> connection, ClientConnection client) {
    CLIENT.set(connection, client);
    clients.joined(connection);
  }

  @Override
  public NextAction handleRead(FilterChainContext context) {
    ClientConnection client = CLIENT.get(context.getConnection());
    if (client == null) {
      return context.getInvokeAction();
    }
    feed(client, context.getMessage());
    return context.getStopAction();
  }

  static void feed(ClientConnection client, Buffer bytes) {
    if (bytes.hasRemaining()) {
      client.received(bytes.toByteBuffer());
    }
    bytes.tryDispose();
  }

  @Override
  public NextAction handleClose(FilterChainContext context) {
    // Grizzly's selector may remember the connection until it has another one to look at.
    ClientConnection client = CLIENT.remove(context.getConnection());
    if (client != null) {
      client.ended();
      clients.left(context.getConnection());
    }
    return context.getInvokeAction();
  }
}
