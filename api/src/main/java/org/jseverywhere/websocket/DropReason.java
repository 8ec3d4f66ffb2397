package org.jseverywhere.websocket;

/**
 * Why a message that was posted to a client was not sent.
 *
 * @see PortStatistics#messagesDropped(DropReason)
 */
public enum DropReason {

  /** It waited, and made room for a newer one: {@link OverflowPolicy#DROP_OLDEST}. */
  OVERFLOW_OLDEST,

  /**
   * It did not fit: {@link OverflowPolicy#DROP_NEWEST}, a wait under {@link OverflowPolicy#BLOCK}
   * that was in vain, or the message for which a port was closed.
   */
  OVERFLOW_NEWEST,

  /** It waited, and a later one has the same key: {@link OverflowPolicy#CONFLATE}. */
  CONFLATED,

  /** The port was closing or closed, or its connection ended before the message was written. */
  CLOSED
}
