package org.jseverywhere.websocket.internal.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of one accepted opening handshake: kept as long as its client stays, and so no more than
 * cannot be found again. Immutable.
 *
 * @param url the URL that the client asked for
 * @param remoteUri as {@code tcp:address:port}
 * @param headerLines the headers, all of them; without an object around them for each client
 * @param pathParameters the values of the template's variables
 * @param queryParameters the parameters of the query
 * @param identity who the host says the client is
 * @param protocol the sub-protocol agreed on, or empty
 */
public record Handshake(
    String url,
    String remoteUri,
    String headerLines,
    Map<String, String> pathParameters,
    Map<String, List<String>> queryParameters,
    Identity identity,
    String protocol) {

  /** What the URI of a client begins with. */
  static final String SCHEME = "tcp:";

  /** The same, with another sub-protocol. */
  Handshake speaking(String other) {
    return new Handshake(
        url, remoteUri, headerLines, pathParameters, queryParameters, identity, other);
  }

  /**
   * {@return what limits for each address count by} Whoever has one address of IPv6 has as many as
   * the second half allows.
   */
  String network() {
    String host = remoteUri.substring(SCHEME.length(), remoteUri.lastIndexOf(':'));
    return host.startsWith("[") ? firstHalf(host) : host;
  }

  private static String firstHalf(String literal) {
    try {
      InetAddress address = InetAddress.getByName(literal);
      return address instanceof Inet6Address
          ? HexFormat.of().formatHex(address.getAddress(), 0, Long.BYTES)
          : literal;
    } catch (UnknownHostException notAnAddress) {
      return literal;
    }
  }

  Headers headers() {
    return new Headers(headerLines);
  }

  Map<String, String> cookies() {
    return headers().cookies();
  }

  @Nullable String principalName() {
    return identity.name();
  }

  /** The first value of a header, or an empty string. */
  String firstHeader(String lowerCaseName) {
    List<String> values = headers().values(lowerCaseName);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** {@return the URL and the address: headers, cookies and who it is are nobody's business} */
  @Override
  public String toString() {
    return "Handshake[" + remoteUri + "]";
  }
}
