package org.jseverywhere.websocket.internal.core;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose pages may connect. Threads: any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-10.2">RFC 6455, section 10.2</a>
 */
final class Origins {

  private final Set<String> allowed;

  Origins(List<String> allowed) {
    this.allowed =
        allowed.stream().map(Origins::normalized).collect(Collectors.toUnmodifiableSet());
  }

  boolean allow(HandshakeRequest request) {
    String origin = request.header("origin");
    if (origin.isEmpty()) {
      return true;
    }
    if (allowed.isEmpty()) {
      return isSame(normalized(origin), request.header("host"));
    }
    return allowed.contains("*") || allowed.contains(normalized(origin));
  }

  /**
   * Whether the origin is that of the request's host. The schemes are not compared: behind a proxy
   * that ends TLS the page's is https while the request comes as http.
   */
  private static boolean isSame(String origin, String host) {
    int schemeEnd = origin.indexOf("://");
    return schemeEnd > 0
        && !host.isEmpty()
        && origin.equals(normalized(origin.substring(0, schemeEnd + 3) + host));
  }

  /** In lower case and without the scheme's own port. */
  private static String normalized(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") && lower.endsWith(":80")) {
      return lower.substring(0, lower.length() - 3);
    }
    if (lower.startsWith("https://") && lower.endsWith(":443")) {
      return lower.substring(0, lower.length() - 4);
    }
    return lower;
  }
}
