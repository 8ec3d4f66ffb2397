package org.jseverywhere.websocket.internal.core;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jseverywhere.websocket.OpeningHandshake;
import org.jseverywhere.websocket.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** What a port, and the events on which the draft repeats it, tell of the opening handshake. */
interface Handshaken extends OpeningHandshake {

  Handshake handshake();

  WebSocketServer server();

  @Override
  default String origin() {
    return handshake().firstHeader("origin");
  }

  @Override
  default Map<String, String> cookies() {
    return handshake().cookies();
  }

  @Override
  default String authorization() {
    return handshake().firstHeader("authorization");
  }

  @Override
  default String remoteURI() {
    return handshake().remoteUri();
  }

  @Override
  default Map<String, String> pathParameters() {
    return handshake().pathParameters();
  }

  @Override
  default Map<String, List<String>> queryParameters() {
    return handshake().queryParameters();
  }

  @Override
  default @Nullable String header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  default List<String> headers(String name) {
    return handshake().headers().values(name.toLowerCase(Locale.ROOT));
  }

  @Override
  default @Nullable Principal principal() {
    return handshake().identity().principal();
  }

  @Override
  default boolean isUserInRole(String role) {
    Objects.requireNonNull(role, "role");
    List<String> known = server().options().roles();
    if (!known.contains(role)) {
      throw new IllegalArgumentException(
          "Cannot tell whether "
              + remoteURI()
              + " has the role \""
              + role
              + "\": the roles of the server on \""
              + server().url()
              + "\" are "
              + known
              + "; add it to them, since the container knows only during the handshake.");
    }
    return handshake().identity().roles().contains(role);
  }
}
