package org.jseverywhere.websocket;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client from its opening handshake; the same on every container, and the same
 * for as long as the client is connected.
 *
 * <p>{@link #cookies()}, {@link #authorization()} and {@link #headers(String)} may hold secrets:
 * the library never logs them nor shows them in a {@code toString()}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, section 4.2</a>
 */
public interface OpeningHandshake {

  /**
   * The Origin header, to check same origin or CORS.
   *
   * @return such as {@code "https://example.org"}; empty if the client sent none, as programs that
   *     are not browsers do
   */
  String origin();

  /**
   * The cookies of the handshake, by name in the order of the Cookie header, values as they came;
   * of cookies with the same name the first.
   *
   * @return an unmodifiable map, empty if the client sent none
   */
  Map<String, String> cookies();

  /**
   * The Authorization header.
   *
   * @return the header's value, empty if the client sent none
   */
  String authorization();

  /**
   * The client's address and port: the other end of the connection, or who is behind it if that is
   * one of the {@link WebSocketServerOptions#trustedProxies()}.
   *
   * @return such as {@code "tcp:194.43.12.5:80"} or {@code "tcp:[2001:db8::1]:80"}
   */
  String remoteURI();

  /**
   * The values of the variables in the server's URL template, decoded.
   *
   * @return an unmodifiable map from variable to value; for {@code /rooms/{room}} one entry
   */
  Map<String, String> pathParameters();

  /**
   * The parameters of the query, decoded, in their order.
   *
   * @return an unmodifiable map from name to one or more values
   */
  Map<String, List<String>> queryParameters();

  /**
   * The first value of a header of the handshake.
   *
   * @param name the header, in any case
   * @return its value, or null if the client did not send it
   */
  @Nullable String header(String name);

  /**
   * All values of a header of the handshake, one element per header line.
   *
   * @param name the header, in any case
   * @return an unmodifiable list, empty if the client did not send it
   */
  List<String> headers(String name);

  /**
   * Who the container says the client is.
   *
   * @return the principal, or null if the client is not authenticated
   */
  @Nullable Principal principal();

  /**
   * Whether the container says that the client has a role. It knows only while the handshake lasts:
   * it is asked then, for the roles that the server's options name.
   *
   * @param role one of {@link WebSocketServerOptions#roles()}
   * @return true if the client is authenticated and had that role when it connected
   * @throws IllegalArgumentException if it is none of the server's roles
   */
  boolean isUserInRole(String role);
}
