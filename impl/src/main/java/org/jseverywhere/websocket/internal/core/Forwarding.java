package org.jseverywhere.websocket.internal.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jseverywhere.websocket.ForwardedHeader;
import org.jspecify.annotations.Nullable;

/**
 * Who the client is behind proxies that are trusted. The header is read from its end: each proxy
 * appends who has connected to it, and what is left of the first that is not trusted may be made
 * up. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239, Forwarded HTTP Extension</a>
 */
final class Forwarding {

  /** An address without or, in group 2 or 4, with a port. */
  private static final Pattern NODE =
      Pattern.compile(
          "([0-9]{1,3}(?:\\.[0-9]{1,3}){3})(?::([0-9]{1,5}))?"
              + "|\\[([0-9A-Fa-f:.]{2,45})](?::([0-9]{1,5}))?"
              + "|([0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,40})");

  /** What one proxy tells: who connected to it, and how; empty if it does not. */
  private record Hop(String node, String scheme) {}

  private final List<AddressRange> trusted;
  private final ForwardedHeader header;

  Forwarding(List<String> trustedProxies, ForwardedHeader header) {
    this.trusted = trustedProxies.stream().map(AddressRange::parse).toList();
    this.header = header;
  }

  /** {@return the request as the client has sent it to the first proxy that is trusted} */
  HandshakeRequest resolve(HandshakeRequest request) {
    if (trusted.isEmpty()) {
      return request;
    }
    List<Hop> hops = header == ForwardedHeader.FORWARDED ? standard(request) : customary(request);
    InetSocketAddress remote = request.remote();
    boolean secure = request.secure();
    for (int i = hops.size() - 1; i >= 0 && isTrusted(remote); i--) {
      InetSocketAddress before = address(hops.get(i).node());
      if (before == null) {
        // Hidden or unknown: the proxy that says so is the last that is known.
        break;
      }
      remote = before;
      String scheme = hops.get(i).scheme();
      secure = scheme.isEmpty() ? secure : isSecure(scheme);
    }
    return request.from(remote, secure);
  }

  private boolean isTrusted(InetSocketAddress remote) {
    InetAddress address = remote.getAddress();
    return address != null && trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static boolean isSecure(String scheme) {
    return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
  }

  private static List<Hop> customary(HandshakeRequest request) {
    List<String> nodes = request.list("x-forwarded-for");
    List<String> schemes = request.list("x-forwarded-proto");
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      // Some proxies append to both lists, others replace the scheme.
      int scheme = schemes.size() == nodes.size() ? i : schemes.size() - 1;
      hops.add(new Hop(nodes.get(i), scheme < 0 ? "" : schemes.get(scheme)));
    }
    return hops;
  }

  private static List<Hop> standard(HandshakeRequest request) {
    List<Hop> hops = new ArrayList<>();
    for (String line : request.headers().getOrDefault("forwarded", List.of())) {
      split(line, ',').forEach(element -> hops.add(hop(element)));
    }
    return hops;
  }

  /** One element of a Forwarded header. */
  private static Hop hop(String element) {
    String node = "";
    String scheme = "";
    for (String parameter : split(element, ';')) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? "" : parameter.substring(0, equals).strip();
      String value = parameter.substring(equals + 1).strip().replace("\"", "");
      if (name.equalsIgnoreCase("for")) {
        node = value;
      } else if (name.equalsIgnoreCase("proto")) {
        scheme = value;
      }
    }
    return new Hop(node, scheme);
  }

  /**
   * Splits where the separator is not in quotes. What follows a quote that is left open is dropped
   * with what it belongs to, lest the words of a client be taken for those of the proxy after it.
   */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        quoted = !quoted;
      } else if (text.charAt(i) == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(quoted ? "" : text.substring(start));
    return parts;
  }

  private static @Nullable InetSocketAddress address(String node) {
    Matcher matcher = NODE.matcher(node);
    if (!matcher.matches()) {
      return null;
    }
    String host = first(matcher.group(1), matcher.group(3), matcher.group(5));
    String port = first(matcher.group(2), matcher.group(4), "0");
    try {
      // The form of a literal: nothing is looked up.
      return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
    } catch (UnknownHostException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String first(@Nullable String a, @Nullable String b, String otherwise) {
    if (a != null) {
      return a;
    }
    return b == null ? otherwise : b;
  }
}
