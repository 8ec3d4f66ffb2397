package org.jseverywhere.websocket;

/**
 * Why the server closed a client that did nothing wrong but reach a limit.
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

  /** {@link Port#expiresAt} has passed; code 4401. */
  EXPIRED
}
