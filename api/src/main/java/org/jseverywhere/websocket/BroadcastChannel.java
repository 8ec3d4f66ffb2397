package org.jseverywhere.websocket;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Some of the clients of one server, under a name. A channel exists as long as a port is in it; one
 * without ports reaches nobody and costs nothing.
 *
 * <p>A message takes its place in the order of every port, as with {@link
 * WebSocketServer#send(String)}.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts">
 *     HTML, BroadcastChannel</a>
 */
public interface BroadcastChannel {

  /**
   * The name that ports join it by.
   *
   * @return the name
   */
  String name();

  /**
   * The ports that are in it now.
   *
   * @return an unmodifiable snapshot
   */
  Set<Port> ports();

  /**
   * Queues a text message for every port in the channel.
   *
   * @param text the message
   */
  void postMessage(String text);

  /**
   * Queues a binary message for every port in the channel.
   *
   * @param bytes the message; copied
   */
  void postMessage(byte[] bytes);

  /**
   * Queues a binary message for every port in the channel.
   *
   * @param buffer the message: what remains in the buffer, copied; its position does not change
   */
  void postMessage(ByteBuffer buffer);

  /**
   * Queues a binary message for every port in the channel.
   *
   * @param blob the message
   */
  void postMessage(Blob blob);

  /**
   * Queues a text message for every port in the channel, in place of earlier ones with this key for
   * clients that are too slow to take them all; see {@link Port#postLatest(String, String)}.
   *
   * @param key what the message is about
   * @param text the message
   */
  void postLatest(String key, String text);

  /**
   * Queues a binary message for every port in the channel; see {@link #postLatest(String, String)}.
   *
   * @param key what the message is about
   * @param blob the message
   */
  void postLatest(String key, Blob blob);
}
