package org.jseverywhere.websocket.internal.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request, as every host can tell it, and what can be read from it. Immutable.
 *
 * @param method the HTTP method
 * @param secure whether it came over TLS
 * @param contextPath the path of the application, empty for the root
 * @param path the path below it, as on the wire
 * @param query the query as on the wire, or null
 * @param headers by name in any case
 * @param remote the address and port of the peer
 * @param caller who the host says has sent it
 */
public record HandshakeRequest(
    String method,
    boolean secure,
    String contextPath,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    InetSocketAddress remote,
    Caller caller) {

  /** Two or more groups that are zero, with the colons around them. */
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

  /** Keeps the headers by name in lower case. */
  public HandshakeRequest {
    Map<String, List<String>> byLowerCase = new LinkedHashMap<>();
    headers.forEach(
        (name, values) ->
            byLowerCase
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .addAll(values));
    byLowerCase.replaceAll((name, values) -> List.copyOf(values));
    headers = Collections.unmodifiableMap(byLowerCase);
  }

  /** The same request, as another peer has sent it. */
  HandshakeRequest from(InetSocketAddress peer, boolean overTls) {
    return new HandshakeRequest(method, overTls, contextPath, path, query, headers, peer, caller);
  }

  /** The first value of a header, or an empty string. */
  String header(String lowerCaseName) {
    List<String> values = headers.getOrDefault(lowerCaseName, List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The elements of a header that is a list separated by commas, over all its lines. */
  List<String> list(String lowerCaseName) {
    List<String> elements = new ArrayList<>();
    for (String line : headers.getOrDefault(lowerCaseName, List.of())) {
      for (String element : line.split(",", -1)) {
        if (!element.isBlank()) {
          elements.add(element.strip());
        }
      }
    }
    return elements;
  }

  boolean asksForWebSocket() {
    return list("upgrade").stream().anyMatch("websocket"::equalsIgnoreCase);
  }

  /**
   * What stays of it.
   *
   * @param url {@link #url}, or an equal one
   * @param roles those to ask the host for, as long as it knows
   */
  Handshake accept(
      String url, Map<String, String> pathParameters, String protocol, List<String> roles) {
    return new Handshake(
        url,
        remoteUri(),
        Headers.of(headers).lines(),
        pathParameters,
        queryParameters(),
        Identity.of(caller, roles),
        protocol);
  }

  /** What the client asked for. */
  String url() {
    return (secure ? "wss://" : "ws://")
        + header("host")
        + contextPath
        + path
        + (query == null ? "" : "?" + query);
  }

  private String remoteUri() {
    InetAddress address = remote.getAddress();
    String host = address == null ? remote.getHostString() : address.getHostAddress();
    if (address instanceof Inet6Address) {
      int zone = host.indexOf('%');
      host = "[" + canonicalIpv6(zone < 0 ? host : host.substring(0, zone)) + "]";
    }
    return Handshake.SCHEME + host + ":" + remote.getPort();
  }

  /**
   * Java writes all eight groups; RFC 5952 wants the longest run of zeros, of two or more, left
   * out.
   */
  static String canonicalIpv6(String eightGroups) {
    Matcher zeros = ZEROS.matcher(eightGroups);
    int start = 0;
    int end = 0;
    while (zeros.find()) {
      if (zeros.end() - zeros.start() > end - start) {
        start = zeros.start();
        end = zeros.end();
      }
    }
    return start == end
        ? eightGroups
        : eightGroups.substring(0, start) + "::" + eightGroups.substring(end);
  }

  private Map<String, List<String>> queryParameters() {
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
      }
    }
    parameters.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(parameters);
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformedEscape) {
      return part;
    }
  }

  /** {@return method and path: the rest may hold secrets} */
  @Override
  public String toString() {
    return method + " " + contextPath + path;
  }
}
