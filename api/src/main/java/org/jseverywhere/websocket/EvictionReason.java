package org.jseverywhere.websocket;

/**
 * Why a slow client was closed with code 1013.
 *
 * @see ServerStatistics#portsEvicted(EvictionReason)
 */
public enum EvictionReason {

  /** A message did not fit, and the {@link OverflowPolicy} closed the port. */
  OVERFLOW,

  /** It took nothing for {@link WebSocketServerOptions#stallTimeout()}. */
  STALLED
}
