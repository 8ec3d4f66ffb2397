package org.jseverywhere.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client: what a MessagePort is to a SharedWorker.
 *
 * <p>A port fires {@link EventType#MESSAGE}, {@link EventType#BUFFERED_AMOUNT_LOW}, {@link
 * EventType#ERROR} and {@link EventType#CLOSE}.
 *
 * <p><b>Sending.</b> {@code postMessage} queues a message and returns. What one thread posts
 * arrives in that order; a message to all takes its place in that order too. Posting never throws
 * because a client is slow or gone. Past {@link #maxBufferedAmount()} the {@link #overflowPolicy()}
 * decides: if nothing else was asked for, the port is closed with code 1013. Posting never blocks
 * but under {@link OverflowPolicy#BLOCK}. A producer that can wait goes by {@link
 * #bufferedAmount()} and {@link #onBufferedAmountLow}.
 *
 * <p>Any thread may call any method, inside and outside of listeners.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports">HTML,
 *     MessagePort</a>
 */
public non-sealed interface Port extends EventTarget, OpeningHandshake {

  /**
   * The server that the client is connected to.
   *
   * @return the server
   */
  WebSocketServer server();

  /**
   * The URL that the client asked for, with scheme, host, path and query.
   *
   * @return such as {@code "wss://example.org/app/rooms/7?lang=fr"}
   */
  String url();

  /**
   * The state of this connection.
   *
   * @return OPEN from the connect event on, CLOSING once a close was sent or received, CLOSED from
   *     the close event on
   */
  ReadyState readyState();

  /**
   * The sub-protocol that was agreed on.
   *
   * @return the protocol of the server if the client offered it, otherwise empty
   */
  String protocol();

  /**
   * The extensions that were agreed on.
   *
   * @return the names as in a Sec-WebSocket-Extensions header, empty if there are none
   */
  String extensions();

  /**
   * How binary messages of this client are given; at first as on the server.
   *
   * @return the type
   */
  BinaryType binaryType();

  /**
   * Sets how the following binary messages of this client are given.
   *
   * @param type the type
   */
  void binaryType(BinaryType type);

  /**
   * The bytes of application data that were posted and not yet handed to the network, text counted
   * in UTF-8, without framing. What an overflow policy drops while the port stays open is taken
   * off, or not added. Never reset by closing: what is posted after it only adds.
   *
   * @return the number of bytes
   * @see <a href="https://websockets.spec.whatwg.org/#dom-websocket-bufferedamount">WHATWG
   *     WebSockets, bufferedAmount</a>
   */
  long bufferedAmount();

  /**
   * How much may wait for this client; at first as in the options of the server.
   *
   * @return the size in bytes, text in UTF-8
   * @see WebSocketServerOptions#maxBufferedAmount()
   */
  long maxBufferedAmount();

  /**
   * Sets how much may wait for this client, for the messages that are posted from now on; what
   * waits already stays.
   *
   * @param bytes 1 or more
   * @throws IllegalArgumentException if it is out of range
   */
  void maxBufferedAmount(long bytes);

  /**
   * What happens to a message that would make more wait than {@link #maxBufferedAmount()}; at first
   * as in the options of the server.
   *
   * @return the policy
   * @see WebSocketServerOptions#overflowPolicy()
   */
  OverflowPolicy overflowPolicy();

  /**
   * Sets what happens to a message that would make too much wait, for the messages that are posted
   * from now on.
   *
   * @param policy the policy
   */
  void overflowPolicy(OverflowPolicy policy);

  /**
   * How little waits for this client when a {@link BufferedAmountLowEvent} is fired.
   *
   * @return the size in bytes, 0 at first
   * @see <a href="https://www.w3.org/TR/webrtc/#dom-datachannel-bufferedamountlowthreshold">WebRTC,
   *     bufferedAmountLowThreshold</a>
   */
  long bufferedAmountLowThreshold();

  /**
   * Sets how little is to wait for this client when a {@link BufferedAmountLowEvent} is fired.
   * Fires nothing by itself: the event tells of the next fall.
   *
   * @param bytes 0 or more
   * @throws IllegalArgumentException if it is negative
   */
  void bufferedAmountLowThreshold(long bytes);

  /**
   * What went in and out of this port so far.
   *
   * @return a snapshot
   */
  PortStatistics statistics();

  /**
   * The time between the last ping that the client has answered and its answer.
   *
   * @return the time, or null before the first answer
   * @see WebSocketServerOptions#pingInterval()
   */
  @Nullable Duration roundTripTime();

  /**
   * When this port is to be closed.
   *
   * @return the time, or null if no end was set
   */
  @Nullable Instant expiresAt();

  /**
   * Sets when this port is to be closed, with code 4401 and the reason "Expired", such as when the
   * token of the client ends. A time that has passed closes it at once. May be set again, as when
   * the client has sent a new token.
   *
   * @param time the end, or null for none
   */
  void expiresAt(@Nullable Instant time);

  /**
   * A place for the application's own values; not used by the library.
   *
   * @return a map of this port that any thread may change
   */
  Map<String, Object> attributes();

  /**
   * Queues a text message for this client.
   *
   * @param text the message; an unpaired surrogate is sent as U+FFFD
   * @return true if it was queued; false if it is not sent: the port is closing or closed, or
   *     closed by this message, and {@link #bufferedAmount()} grows by its size nevertheless; or
   *     the {@link #overflowPolicy()} dropped it, and {@code bufferedAmount} stays
   * @see <a href="https://websockets.spec.whatwg.org/#dom-websocket-send">WHATWG WebSockets,
   *     send()</a>
   */
  boolean postMessage(String text);

  /**
   * Queues a binary message for this client.
   *
   * @param bytes the message; copied
   * @return as {@link #postMessage(String)}
   */
  boolean postMessage(byte[] bytes);

  /**
   * Queues a binary message for this client.
   *
   * @param buffer the message: what remains in the buffer, copied; its position does not change
   * @return as {@link #postMessage(String)}
   */
  boolean postMessage(ByteBuffer buffer);

  /**
   * Queues a binary message for this client.
   *
   * @param blob the message
   * @return as {@link #postMessage(String)}
   */
  boolean postMessage(Blob blob);

  /**
   * Queues a text message that replaces earlier ones with this key, should the client be too slow
   * to take them all. The key matters under {@link OverflowPolicy#CONFLATE} only; under the other
   * policies this is {@link #postMessage(String)}. Nothing of the key is sent.
   *
   * @param key what the message is about, compared by {@code equals}; such as the name of a share
   *     whose price it is
   * @param text the message; an unpaired surrogate is sent as U+FFFD
   * @return as {@link #postMessage(String)}
   */
  boolean postLatest(String key, String text);

  /**
   * Queues a binary message that replaces earlier ones with this key; see {@link
   * #postLatest(String, String)}.
   *
   * @param key what the message is about
   * @param blob the message
   * @return as {@link #postMessage(String)}
   */
  boolean postLatest(String key, Blob blob);

  /**
   * Delivers the messages that were held and those that come. Implied by {@link #onMessage};
   * without effect if already started.
   *
   * @see <a href="https://html.spec.whatwg.org/multipage/web-messaging.html#dom-messageport-start">
   *     HTML, start() of a MessagePort</a>
   */
  void start();

  /** Closes with code 1000 and no reason; see {@link #close(int, String)}. */
  void close();

  /**
   * Starts the closing handshake once what is queued was written, which takes as long as the client
   * goes on reading. The handshake is given 5 seconds; then the connection is dropped. Without
   * effect if already closing or closed.
   *
   * @param code 1000, or 3000 to 4999
   * @param reason at most 123 bytes of UTF-8
   * @throws IllegalArgumentException if the code or the reason is not allowed
   * @see <a href="https://websockets.spec.whatwg.org/#dom-websocket-close">WHATWG WebSockets,
   *     close()</a>
   */
  void close(int code, String reason);

  /**
   * Adds this port to a channel of its server until it {@link #leave leaves} or closes. Without
   * effect if it is there already, or closed.
   *
   * @param channel the name of the channel, not empty
   * @throws IllegalArgumentException if the name is empty
   * @see WebSocketServer#channel(String)
   */
  void join(String channel);

  /**
   * Takes this port out of a channel. Without effect if it is not there.
   *
   * @param channel the name of the channel
   */
  void leave(String channel);

  /**
   * Sets the handler of messages, and {@link #start() starts} this port.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onMessage(@Nullable EventListener<? super MessageEvent> handler);

  /**
   * Sets the handler that is told when this client has taken most of what waited for it.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onBufferedAmountLow(@Nullable EventListener<? super BufferedAmountLowEvent> handler);

  /**
   * Sets the handler of errors.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onError(@Nullable EventListener<? super ErrorEvent> handler);

  /**
   * Sets the handler of the close event.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onClose(@Nullable EventListener<? super CloseEvent> handler);
}
