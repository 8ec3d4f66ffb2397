package org.jseverywhere.websocket.embedded.internal.net;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.jseverywhere.websocket.internal.core.Caller;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;

/** Reads a request of Grizzly. */
public final class Requests {

  private Requests() {}

  /**
   * Reads a request.
   *
   * @param request as the HTTP codec gives it
   * @return the same with the whole path below an empty context path
   */
  public static HandshakeRequest read(HttpRequestPacket request) {
    return new HandshakeRequest(
        request.getMethod().getMethodString(),
        request.isSecure(),
        "",
        request.getRequestURI(),
        request.getQueryString(),
        headers(request.getHeaders()),
        peer(request.getConnection()),
        Caller.NOBODY);
  }

  private static Map<String, List<String>> headers(MimeHeaders headers) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      byName
          .computeIfAbsent(headers.getName(i).toString(), name -> new ArrayList<>())
          .add(headers.getValue(i).toString());
    }
    return byName;
  }

  /** The socket's own peer: what a proxy says of others is not believed. */
  private static InetSocketAddress peer(Connection<?> connection) {
    if (connection.getPeerAddress() instanceof InetSocketAddress peer) {
      return peer;
    }
    throw new IllegalStateException("A TCP connection has no peer address");
  }
}
