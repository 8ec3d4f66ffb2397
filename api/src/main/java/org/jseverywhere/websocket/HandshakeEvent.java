package org.jseverywhere.websocket;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A client asks to be let in. Fired by the server before the upgrade, for requests that are well
 * formed and of an allowed origin; nobody is refused by it unless a listener does so.
 *
 * <pre>{@code
 * server.onHandshake(event -> {
 *   if (event.principal() == null) {
 *     event.reject(401, "Please sign in.");
 *   }
 * });
 * }</pre>
 *
 * <p>All listeners and observers are called, the first rejection counts. Where one of them throws
 * the client is refused with status 500, and the server fires an {@link ErrorEvent}. Without a
 * listener or an observer every such client is let in.
 *
 * <p>A decision that takes its time is handed to {@link #waitUntil}. The client waits for it, at
 * most for {@link WebSocketServerOptions#handshakeTimeout()}: then it is refused with status 503.
 * While more than {@link WebSocketServerOptions#maxPendingHandshakes()} wait, further clients are
 * refused with that status at once.
 *
 * <p><b>Order and overlap.</b> Events of different clients may overlap. That of one client is over,
 * with all it waits for, before its connect event is fired.
 *
 * <p>Unlike other events this one has a state. Any thread may use it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2">RFC 6455, section 4.2.2</a>
 */
public non-sealed interface HandshakeEvent extends Event, OpeningHandshake {

  /**
   * The URL that the client asks for, with scheme, host, path and query.
   *
   * @return such as {@code "wss://example.org/app/rooms/7?lang=fr"}
   */
  String url();

  /**
   * The sub-protocols that the client offers, in its order of preference.
   *
   * @return an unmodifiable list, empty if it offers none
   */
  List<String> protocols();

  /**
   * Chooses a sub-protocol; without this it is that of the server if the client offers it.
   *
   * @param protocol one of {@link #protocols()}, or empty for none
   * @throws IllegalArgumentException if the client does not offer it
   * @throws IllegalStateException if the client was let in already
   */
  void protocol(String protocol);

  /**
   * Refuses the client before the upgrade; see {@link #reject(int, Map, String)}.
   *
   * @param status the status of the answer, 300 to 599
   * @param reason a line for a person, which becomes the body of the answer
   */
  void reject(int status, String reason);

  /**
   * Refuses the client before the upgrade. Browsers tell their pages neither status nor headers nor
   * reason, only that the connection failed. Without effect if the client was refused already.
   *
   * @param status the status of the answer, 300 to 599
   * @param headers further headers of the answer, such as {@code WWW-Authenticate}
   * @param reason a line for a person, which becomes the body of the answer
   * @throws IllegalArgumentException if the status is out of range, or a name or value cannot be
   *     that of a header
   * @throws IllegalStateException if the client was let in already
   */
  void reject(int status, Map<String, String> headers, String reason);

  /**
   * Has the client wait until a stage is complete, during which it can still be rejected. A stage
   * that fails refuses the client with status 500, and the server fires an {@link ErrorEvent}. May
   * be called several times: the client waits for all of them.
   *
   * <p>On a servlet container a thread of the container waits with the client.
   *
   * @param decision is complete once the decision is made
   * @throws IllegalStateException if the client was let in already, or refused
   * @see <a href="https://w3c.github.io/ServiceWorker/#dom-extendableevent-waituntil">Service
   *     Workers, waitUntil</a>
   */
  void waitUntil(CompletionStage<?> decision);

  /**
   * There is no port yet.
   *
   * @return null
   */
  @Override
  @Nullable Port port();
}
