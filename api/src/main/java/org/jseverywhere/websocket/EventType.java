package org.jseverywhere.websocket;

/**
 * The type of an event: the standard's name of it, and the Java type that listeners get.
 *
 * @param <E> what a listener of this type is given
 * @see <a href="https://dom.spec.whatwg.org/#dom-event-type">DOM, type of an event</a>
 */
public final class EventType<E extends Event> {

  /** The server accepts clients; fired by servers. */
  public static final EventType<OpenEvent> OPEN = new EventType<>("open", OpenEvent.class);

  /** A client asks to be let in; fired by servers. */
  public static final EventType<HandshakeEvent> HANDSHAKE =
      new EventType<>("handshake", HandshakeEvent.class);

  /** A client has connected; fired by servers. */
  public static final EventType<ConnectEvent> CONNECT =
      new EventType<>("connect", ConnectEvent.class);

  /** A message has arrived; fired by its port and then by the server. */
  public static final EventType<MessageEvent> MESSAGE =
      new EventType<>("message", MessageEvent.class);

  /** A client has taken most of what waited for it; fired by ports. */
  public static final EventType<BufferedAmountLowEvent> BUFFERED_AMOUNT_LOW =
      new EventType<>("bufferedamountlow", BufferedAmountLowEvent.class);

  /** Something failed; fired by the port it concerns, or else by the server. */
  public static final EventType<ErrorEvent> ERROR = new EventType<>("error", ErrorEvent.class);

  /** A port or a server has closed; fired by that port or that server. */
  public static final EventType<CloseEvent> CLOSE = new EventType<>("close", CloseEvent.class);

  private final String name;
  private final Class<E> eventClass;

  private EventType(String name, Class<E> eventClass) {
    this.name = name;
    this.eventClass = eventClass;
  }

  /**
   * The name of this type as the draft or, where it has none, another standard writes it; such as
   * {@code "connect"}.
   *
   * @return the name in lower case
   */
  public String name() {
    return name;
  }

  /**
   * The Java type of the events of this type.
   *
   * @return the event interface
   */
  public Class<E> eventClass() {
    return eventClass;
  }

  /** {@return the {@link #name() name}} */
  @Override
  public String toString() {
    return name;
  }
}
