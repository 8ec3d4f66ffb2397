package org.jseverywhere.websocket;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a server or to one of its ports.
 *
 * <p>Events are immutable, but for {@link HandshakeEvent}, and may be kept and passed between
 * threads.
 *
 * @see <a href="https://dom.spec.whatwg.org/#interface-event">DOM, interface Event</a>
 */
public sealed interface Event
    permits OpenEvent,
        HandshakeEvent,
        ConnectEvent,
        MessageEvent,
        BufferedAmountLowEvent,
        ErrorEvent,
        CloseEvent {

  /**
   * What kind of event this is.
   *
   * @return the type under which listeners were added
   */
  EventType<? extends Event> type();

  /**
   * The server this happened on.
   *
   * @return the server
   */
  WebSocketServer server();

  /**
   * The client's port, if this happened to one client.
   *
   * @return the port, or null if this happened to the server as a whole
   */
  @Nullable Port port();
}
