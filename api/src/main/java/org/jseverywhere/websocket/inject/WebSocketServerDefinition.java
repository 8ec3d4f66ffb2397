package org.jseverywhere.websocket.inject;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jseverywhere.websocket.BinaryType;
import org.jseverywhere.websocket.ForwardedHeader;
import org.jseverywhere.websocket.HandlerExecution;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.SessionBinding;
import org.jseverywhere.websocket.WebSocketServerOptions;

/**
 * Declares a server of the application, on any class in a bean archive. It is opened when the
 * application starts, so that it can be injected before the first client.
 *
 * <p>Two definitions with one id, or with one URL, and values that are not allowed are deployment
 * problems, all reported together.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(WebSocketServerDefinition.List.class)
public @interface WebSocketServerDefinition {

  /**
   * Where the server listens; see {@link org.jseverywhere.websocket.WebSocketServer}.
   *
   * @return the URL
   */
  String url();

  /**
   * The id that the server is injected by, not blank.
   *
   * @return the id
   */
  String serverId();

  /**
   * The sub-protocol; see {@link WebSocketServerOptions#protocol()}.
   *
   * @return the protocol, empty for none
   */
  String protocol() default "";

  /**
   * How binary messages are given at first; see {@link WebSocketServerOptions#binaryType()}.
   *
   * @return the type
   */
  BinaryType binaryType() default BinaryType.BLOB;

  /**
   * The origins whose pages may connect; see {@link WebSocketServerOptions#allowedOrigins()}.
   *
   * @return the origins, none for the server's own
   */
  String[] allowedOrigins() default {};

  /**
   * The proxies that are believed when they tell whom they speak for; see {@link
   * WebSocketServerOptions#trustedProxies()}.
   *
   * @return addresses, or ranges of them, none to believe nobody
   */
  String[] trustedProxies() default {};

  /**
   * The header that those proxies write; see {@link WebSocketServerOptions#forwardedHeader()}.
   *
   * @return the header
   */
  ForwardedHeader forwardedHeader() default ForwardedHeader.X_FORWARDED;

  /**
   * The roles that can be asked for; see {@link WebSocketServerOptions#roles()}.
   *
   * @return names of roles
   */
  String[] roles() default {};

  /**
   * Which clients go with the HTTP session that they came with; see {@link
   * WebSocketServerOptions#sessionBinding()}.
   *
   * @return which
   */
  SessionBinding sessionBinding() default SessionBinding.AUTHENTICATED;

  /**
   * Whether handlers of messages may wait for something; see {@link
   * WebSocketServerOptions#handlerExecution()}.
   *
   * @return whether
   */
  HandlerExecution handlerExecution() default HandlerExecution.BLOCKING;

  /**
   * How long a client waits for the decision of the handshake event; see {@link
   * WebSocketServerOptions#handshakeTimeout()}.
   *
   * @return the time as ISO 8601 writes it and {@link java.time.Duration#parse} reads it, such as
   *     {@code "PT30S"}; {@code "PT0.001S"} to {@code "PT1H"}
   */
  String handshakeTimeout() default "PT10S";

  /**
   * How many clients may wait for the decision of the handshake event; see {@link
   * WebSocketServerOptions#maxPendingHandshakes()}.
   *
   * @return the number of clients
   */
  int maxPendingHandshakes() default 16;

  /**
   * The largest message that a client may send; see {@link
   * WebSocketServerOptions#maxMessageSize()}.
   *
   * @return the size in bytes
   */
  int maxMessageSize() default 65_536;

  /**
   * How many messages of one client may wait; see {@link
   * WebSocketServerOptions#maxPendingMessages()}.
   *
   * @return the number of messages
   */
  int maxPendingMessages() default 256;

  /**
   * How much may wait for one slow client; see {@link WebSocketServerOptions#maxBufferedAmount()}.
   *
   * @return the size in bytes
   */
  long maxBufferedAmount() default 1_048_576;

  /**
   * What happens to a message for a client for which too much waits; see {@link
   * WebSocketServerOptions#overflowPolicy()}.
   *
   * @return the policy
   */
  OverflowPolicy overflowPolicy() default OverflowPolicy.CLOSE;

  /**
   * How long {@code postMessage} waits under {@link OverflowPolicy#BLOCK}; see {@link
   * WebSocketServerOptions#overflowTimeout()}.
   *
   * @return the time as ISO 8601 writes it and {@link java.time.Duration#parse} reads it, such as
   *     {@code "PT0.5S"}; {@code "PT0.001S"} to {@code "PT1H"}
   */
  String overflowTimeout() default "PT1S";

  /**
   * How long something may wait for a client that takes nothing at all; see {@link
   * WebSocketServerOptions#stallTimeout()}.
   *
   * @return the time as ISO 8601 writes it and {@link java.time.Duration#parse} reads it, such as
   *     {@code "PT30S"}; {@code "PT0.001S"} to {@code "PT1H"}
   */
  String stallTimeout() default "PT10S";

  /**
   * How often a client is sent a ping; see {@link WebSocketServerOptions#pingInterval()}.
   *
   * @return the time as ISO 8601 writes it; {@code "PT0.001S"} to {@code "PT1H"}, or {@code "PT0S"}
   *     for no pings
   */
  String pingInterval() default "PT25S";

  /**
   * How long nothing at all may come from a client; see {@link
   * WebSocketServerOptions#silenceTimeout()}.
   *
   * @return the time as ISO 8601 writes it; {@code "PT0.001S"} to {@code "PT1H"}, or {@code "PT0S"}
   *     for any time
   */
  String silenceTimeout() default "PT1M";

  /**
   * How old a connection may become; see {@link WebSocketServerOptions#maxAge()}.
   *
   * @return the time as ISO 8601 writes it; {@code "PT0.001S"} to {@code "PT8760H"}, or {@code
   *     "PT0S"} for any age
   */
  String maxAge() default "PT0S";

  /**
   * How many clients may be connected; see {@link WebSocketServerOptions#maxPorts()}.
   *
   * @return the number of clients; 2,147,483,647 is no limit
   */
  int maxPorts() default Integer.MAX_VALUE;

  /**
   * How many clients of one address may be connected; see {@link
   * WebSocketServerOptions#maxPortsPerAddress()}.
   *
   * @return the number of clients; 2,147,483,647 is no limit
   */
  int maxPortsPerAddress() default Integer.MAX_VALUE;

  /**
   * How many clients of one principal may be connected; see {@link
   * WebSocketServerOptions#maxPortsPerPrincipal()}.
   *
   * @return the number of clients; 2,147,483,647 is no limit
   */
  int maxPortsPerPrincipal() default Integer.MAX_VALUE;

  /**
   * How many handshakes one address may begin in a second, and as many at once; see {@link
   * WebSocketServerOptions#maxHandshakesPerSecond()}.
   *
   * @return the number of handshakes; 2,147,483,647 is no limit
   */
  int maxHandshakesPerSecond() default Integer.MAX_VALUE;

  /**
   * How many messages one client may send in a second, and as many at once; see {@link
   * WebSocketServerOptions#maxMessagesPerSecond()}.
   *
   * @return the number of messages; 2,147,483,647 is no limit
   */
  int maxMessagesPerSecond() default Integer.MAX_VALUE;

  /**
   * How many bytes one client may send in a second, and as many at once, or one message that is
   * larger; see {@link WebSocketServerOptions#maxBytesPerSecond()}.
   *
   * @return the number of bytes; 2,147,483,647 is no limit
   */
  int maxBytesPerSecond() default Integer.MAX_VALUE;

  /**
   * Over how long the clients are closed when the application stops; see {@link
   * WebSocketServerOptions#drainTimeout()}.
   *
   * @return the time as ISO 8601 writes it; {@code "PT0.001S"} to {@code "PT1H"}, or {@code "PT0S"}
   *     for all at once
   */
  String drainTimeout() default "PT1S";

  /** Several definitions on one class. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface List {

    /**
     * The definitions.
     *
     * @return one or more
     */
    WebSocketServerDefinition[] value();
  }
}
