package org.jseverywhere.websocket;

import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jseverywhere.websocket.spi.WebSocketServerProvider;
import org.jspecify.annotations.Nullable;

/**
 * A server of WebSocket connections, as {@code new WebSocketServer(url, serverID)} of the draft.
 *
 * <p><b>URL.</b> A path such as {@code /chat} or {@code /rooms/{room}} is relative to the context
 * path of the web application, or to the root of the embedded server. {@code ws://host:port/path}
 * and {@code wss://host:port/path} are for the embedded server, which then listens on that address
 * and on no other; port 0 takes a free one. A container owns its sockets: there such a URL is an
 * error event. A variable in braces stands for one segment of the path; where two servers match a
 * request the one with the literal segment furthest left is taken.
 *
 * <p><b>Server id.</b> Within one application, opening a server with an id that is in use gives the
 * same reference, from any thread, bean or servlet. After {@link #close()} id and URL are free.
 *
 * <p>A server fires {@link EventType#OPEN}, {@link EventType#HANDSHAKE}, {@link EventType#CONNECT},
 * {@link EventType#MESSAGE}, {@link EventType#ERROR} and {@link EventType#CLOSE}.
 *
 * @see <a href="https://w3c-jseverywhere.github.io/websocket-server/">The WebSocket Server API, W3C
 *     community group draft</a>
 */
public non-sealed interface WebSocketServer extends EventTarget {

  /**
   * Opens a server without an id.
   *
   * @param url where it listens
   * @return a new server, {@link ReadyState#CONNECTING} until it accepts clients; if it cannot, it
   *     fires an error event and is closed
   * @throws IllegalArgumentException if the URL is not of one of the forms above
   * @throws IllegalStateException if no implementation of this API is found
   */
  static WebSocketServer open(String url) {
    return open(WebSocketServerOptions.of(url).build());
  }

  /**
   * Opens a server, or gives the one that has this id.
   *
   * @param url where it listens
   * @param serverId the id, not empty
   * @return the server
   * @throws IllegalArgumentException if the URL or the id is malformed, or the id is that of a
   *     server with another URL or protocol
   * @throws IllegalStateException if no implementation of this API is found
   */
  static WebSocketServer open(String url, String serverId) {
    return open(WebSocketServerOptions.of(url).serverId(serverId).build());
  }

  /**
   * Opens a server, or gives the one that has this id.
   *
   * @param url where it listens
   * @param serverId the id, not empty
   * @param protocol the sub-protocol that it speaks, a token of RFC 6455
   * @return the server
   * @throws IllegalArgumentException if an argument is malformed, or the id is that of a server
   *     with another URL or protocol
   * @throws IllegalStateException if no implementation of this API is found
   */
  static WebSocketServer open(String url, String serverId, String protocol) {
    return open(WebSocketServerOptions.of(url).serverId(serverId).protocol(protocol).build());
  }

  /**
   * Opens a server with limits and rules of its own, or gives the one that has the id of these
   * options; then only the URL and the protocol are compared, the rest is as it was first opened.
   *
   * @param options where it listens, and how
   * @return the server
   * @throws IllegalArgumentException if the URL is malformed, or the id is that of a server with
   *     another URL or protocol
   * @throws IllegalStateException if no implementation of this API is found
   */
  static WebSocketServer open(WebSocketServerOptions options) {
    return WebSocketServerProvider.provider().open(options);
  }

  /**
   * The servers of this application that are connecting, open or closing.
   *
   * @return an unmodifiable snapshot
   * @throws IllegalStateException if no implementation of this API is found
   */
  static Set<WebSocketServer> servers() {
    return WebSocketServerProvider.provider().servers();
  }

  /**
   * Where this server listens.
   *
   * @return the URL as it was given; if its port was 0, with the port that was taken once the
   *     server is open
   */
  String url();

  /**
   * The id that this server is shared by.
   *
   * @return the id, or null if it has none
   */
  @Nullable String serverId();

  /**
   * The state of this server.
   *
   * @return the state
   */
  ReadyState readyState();

  /**
   * The bytes that wait for the network: those of its ports' {@link Port#bufferedAmount()} and,
   * once this server is closing, those of each message sent to nobody.
   *
   * @return the number of bytes
   */
  long bufferedAmount();

  /**
   * The extensions that clients can agree on with this server.
   *
   * @return the names, separated by {@code ", "}; empty if there are none or it is not open yet
   */
  String extensions();

  /**
   * The sub-protocol that this server speaks.
   *
   * @return the protocol, empty if it has none
   */
  String protocol();

  /**
   * How binary messages are given; each port starts with it.
   *
   * @return {@link BinaryType#BLOB} at first
   */
  BinaryType binaryType();

  /**
   * Sets how binary messages of the ports that connect from now on are given.
   *
   * @param type the type
   */
  void binaryType(BinaryType type);

  /**
   * The limits and rules that this server was opened with.
   *
   * @return the options
   */
  WebSocketServerOptions options();

  /**
   * The clients that are connected: from before their connect event until before their close event.
   *
   * @return an unmodifiable snapshot
   */
  Set<Port> ports();

  /**
   * What went in and out of this server so far, over all its ports.
   *
   * @return a snapshot
   */
  ServerStatistics statistics();

  /**
   * The channel of that name, which any number of ports can {@link Port#join join}.
   *
   * @param name the name, not empty
   * @return the channel
   * @throws IllegalArgumentException if the name is empty
   */
  BroadcastChannel channel(String name);

  /**
   * Queues a text message for every connected client and returns. A client that is too slow is
   * dealt with by the {@link Port#overflowPolicy()} of its port and never delays another, nor this
   * call. On a server that is not open this reaches nobody and is no error.
   *
   * @param text the message; an unpaired surrogate is sent as U+FFFD
   */
  void send(String text);

  /**
   * Queues a binary message for every connected client; see {@link #send(String)}.
   *
   * @param bytes the message; copied
   */
  void send(byte[] bytes);

  /**
   * Queues a binary message for every connected client; see {@link #send(String)}.
   *
   * @param buffer the message: what remains in the buffer, copied; its position does not change
   */
  void send(ByteBuffer buffer);

  /**
   * Queues a binary message for every connected client; see {@link #send(String)}.
   *
   * @param blob the message
   */
  void send(Blob blob);

  /**
   * Queues a text message for every connected client, in place of earlier ones with this key for
   * clients that are too slow to take them all; see {@link Port#postLatest(String, String)}.
   *
   * @param key what the message is about
   * @param text the message; an unpaired surrogate is sent as U+FFFD
   */
  void sendLatest(String key, String text);

  /**
   * Queues a binary message for every connected client; see {@link #sendLatest(String, String)}.
   *
   * @param key what the message is about
   * @param blob the message
   */
  void sendLatest(String key, Blob blob);

  /**
   * The clients of one principal.
   *
   * @param principal whose; principals are the same if their names are
   * @return an unmodifiable snapshot
   */
  Set<Port> ports(Principal principal);

  /**
   * Closes all clients of one principal, such as when it signs out or loses a permission; see
   * {@link Port#close(int, String)}. Clients of it that connect later are let in.
   *
   * @param principal whose; principals are the same if their names are
   * @param code 1000, or 3000 to 4999
   * @param reason at most 123 bytes of UTF-8
   * @throws IllegalArgumentException if the code or the reason is not allowed
   */
  void closeAll(Principal principal, int code, String reason);

  /**
   * Closes gently: from now on clients are refused with status 503, those that are connected get
   * what is queued for them and are closed with code 1001, one after the other spread over this
   * time, and when the last was told so this server {@link #close() closes}. Without effect if it
   * drains or closes already.
   *
   * @param time over which the clients are closed; zero for all at once
   * @return complete once the close event of this server is over
   * @throws IllegalArgumentException if the time is negative
   */
  CompletionStage<Void> drain(Duration time);

  /**
   * Stops accepting clients, closes every port with code 1001, and fires the close event when the
   * last one is gone. A closed server cannot be used any more. Without effect if already closing.
   */
  void close();

  /**
   * Sets the handler of the open event. If this server is open already it is called once for that.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onOpen(@Nullable EventListener<? super OpenEvent> handler);

  /**
   * Sets the handler that decides on clients before they connect.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onHandshake(@Nullable EventListener<? super HandshakeEvent> handler);

  /**
   * Sets the handler of clients that connect.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onConnect(@Nullable EventListener<? super ConnectEvent> handler);

  /**
   * Sets the handler of every message of every client; called after the port's own listeners.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onMessage(@Nullable EventListener<? super MessageEvent> handler);

  /**
   * Sets the handler of errors of this server, and of those of ports without an error listener. If
   * this server could not be opened it is called once for that.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onError(@Nullable EventListener<? super ErrorEvent> handler);

  /**
   * Sets the handler of the close event of this server.
   *
   * @param handler the handler in place of the present one; null removes it
   */
  void onClose(@Nullable EventListener<? super CloseEvent> handler);
}
