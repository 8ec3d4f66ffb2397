package org.jseverywhere.websocket;

/**
 * What happens to a message for a client for which too much waits already.
 *
 * <p>A message <i>fits</i> if nothing else waits for this client, or if what waits and the message
 * together are at most {@link Port#maxBufferedAmount()} bytes. Of a message that fits no policy
 * says anything. A message whose writing has begun is always written whole; under every policy what
 * is written keeps the order in which it was posted.
 *
 * <p>Whatever the policy, a client that takes nothing at all for {@link
 * WebSocketServerOptions#stallTimeout()} while something waits for it is closed with code 1013.
 *
 * @see WebSocketServerOptions#overflowPolicy()
 * @see Port#overflowPolicy(OverflowPolicy)
 */
public enum OverflowPolicy {

  /**
   * The port is closed with code 1013, "try again later"; what waits and the message are dropped.
   * The default: the client knows that it missed something, and can connect again.
   */
  CLOSE,

  /**
   * The oldest messages that wait are dropped until the message fits, or nothing is left that could
   * be dropped; then it is queued. For what is only of interest while it is new.
   */
  DROP_OLDEST,

  /**
   * The message is dropped, what waits stays. For a producer that goes by the answer of {@code
   * postMessage}.
   */
  DROP_NEWEST,

  /**
   * Of the messages that were posted with a key, by {@link Port#postLatest(String, String)} and its
   * like, only the latest of each key stays: those that wait and have a later one of the same key,
   * be it the message itself, are dropped. If it still does not fit, {@link #CLOSE} applies. A
   * message without a key is never dropped for another. For values that replace each other, such as
   * prices or positions.
   */
  CONFLATE,

  /**
   * {@code postMessage} and {@code postLatest} of the port wait until the message fits, at most
   * {@link WebSocketServerOptions#overflowTimeout()}; after that {@link #CLOSE} applies. They stop
   * waiting when the port begins to close, and when their thread is interrupted: then the message
   * is dropped, they answer false, and the thread stays interrupted.
   *
   * <p>A message to many clients, by {@link WebSocketServer#send(String)} or a channel, never
   * waits, because one client must not delay another: for a client that it does not fit {@link
   * #CLOSE} applies at once. For a producer with a thread of its own for each client; a listener
   * that waits holds up the next events of its port.
   */
  BLOCK
}
