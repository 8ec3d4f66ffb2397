package org.jseverywhere.websocket;

/**
 * Why the server closed a client: which limit it has reached.
 *
 * @see ServerStatistics#portsEvicted(EvictionReason)
 */
public enum EvictionReason {

  /** A message did not fit, and the {@link OverflowPolicy} closed the port; code 1013. */
  OVERFLOW,

  /** It took nothing for {@link WebSocketServerOptions#stallTimeout()}; code 1013. */
  STALLED,

  /** Nothing came from it for {@link WebSocketServerOptions#silenceTimeout()}; code 1001. */
  SILENT,

  /** Its connection reached {@link WebSocketServerOptions#maxAge()}; code 1001. */
  AGED,

  /** The HTTP session that it came with has ended; code 1008. */
  SESSION_ENDED,

  /** {@link Port#expiresAt} has passed; code 4401. */
  EXPIRED,

  /** {@link WebSocketServerOptions#maxMessageSize()} was exceeded; code 1009. */
  MESSAGE_SIZE,

  /** {@link WebSocketServerOptions#maxPendingMessages()} was exceeded; code 1008. */
  PENDING_MESSAGES,

  /** {@link WebSocketServerOptions#maxMessagesPerSecond()} was exceeded; code 1008. */
  MESSAGE_RATE,

  /** {@link WebSocketServerOptions#maxBytesPerSecond()} was exceeded; code 1008. */
  BYTE_RATE
}
