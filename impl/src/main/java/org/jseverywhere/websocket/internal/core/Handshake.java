package org.jseverywhere.websocket.internal.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of one accepted opening handshake. Immutable.
 *
 * @param url the URL that the client asked for
 * @param remoteUri as {@code tcp:address:port}
 * @param network what limits for each address count by: the address, or the first half of IPv6
 * @param headers all of them
 * @param cookies by name, in the order of the header
 * @param pathParameters the values of the template's variables
 * @param queryParameters the parameters of the query
 * @param identity who the host says the client is
 * @param protocol the sub-protocol agreed on, or empty
 */
public record Handshake(
    String url,
    String remoteUri,
    String network,
    Headers headers,
    Map<String, String> cookies,
    Map<String, String> pathParameters,
    Map<String, List<String>> queryParameters,
    Identity identity,
    String protocol) {

  /** The same, with another sub-protocol. */
  Handshake speaking(String other) {
    return new Handshake(
        url,
        remoteUri,
        network,
        headers,
        cookies,
        pathParameters,
        queryParameters,
        identity,
        other);
  }

  @Nullable String principalName() {
    return identity.name();
  }

  /** The first value of a header, or an empty string. */
  String firstHeader(String lowerCaseName) {
    List<String> values = headers.values(lowerCaseName);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** {@return the URL and the address: headers, cookies and who it is are nobody's business} */
  @Override
  public String toString() {
    return "Handshake[" + remoteUri + "]";
  }
}
