package org.jseverywhere.websocket.internal.core;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose pages may connect. Threads: any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-10.2">RFC 6455, section 10.2</a>
 */
final class Origins {

  /** What stands for any number of names before a domain. */
  private static final String ANY_SUBDOMAIN = "://*.";

  private final Set<String> allowed;

  /** Those with any names before a domain. */
  private final List<Subdomains> patterns;

  private record Subdomains(String scheme, String domainAndPort) {

    private static final Pattern NAMES = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

    boolean match(String origin) {
      int names = origin.length() - domainAndPort.length();
      return names > scheme.length()
          && origin.startsWith(scheme)
          && origin.endsWith(domainAndPort)
          && NAMES.matcher(origin.substring(scheme.length(), names)).matches();
    }
  }

  Origins(List<String> allowed) {
    this.allowed =
        allowed.stream().map(Origins::normalized).collect(Collectors.toUnmodifiableSet());
    this.patterns =
        this.allowed.stream()
            .filter(origin -> origin.contains(ANY_SUBDOMAIN))
            .map(
                origin -> {
                  int star = origin.indexOf('*');
                  return new Subdomains(origin.substring(0, star), origin.substring(star + 1));
                })
            .toList();
  }

  boolean allow(HandshakeRequest request) {
    String origin = request.header("origin");
    if (origin.isEmpty()) {
      return true;
    }
    if (allowed.isEmpty()) {
      return isSame(normalized(origin), request.header("host"));
    }
    String normalized = normalized(origin);
    return allowed.contains("*")
        || allowed.contains(normalized)
        || patterns.stream().anyMatch(pattern -> pattern.match(normalized));
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
