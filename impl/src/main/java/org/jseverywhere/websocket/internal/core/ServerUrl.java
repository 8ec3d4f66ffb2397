package org.jseverywhere.websocket.internal.core;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param text as the application gave it
 * @param address the address to bind, or null for a path in what the host binds anyway
 * @param path the path below the application's root
 */
public record ServerUrl(String text, @Nullable Address address, PathTemplate path) {

  /**
   * An address of the embedded server.
   *
   * @param secure whether the scheme was wss
   * @param host the host, IPv6 without brackets
   * @param port 0 for a free one
   */
  public record Address(boolean secure, String host, int port) {}

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException telling what was given and what is allowed
   */
  public static ServerUrl parse(String text) {
    if (text.isEmpty()) {
      throw malformed(text, "it is empty");
    }
    if (text.indexOf('#') >= 0) {
      throw malformed(text, "it has a fragment");
    }
    if (text.indexOf('?') >= 0) {
      throw malformed(text, "it has a query");
    }
    if (text.startsWith("/")) {
      return new ServerUrl(text, null, path(text, text));
    }
    int schemeEnd = text.indexOf("://");
    if (schemeEnd < 0) {
      throw malformed(text, "it has no scheme and does not start with \"/\"");
    }
    String scheme = text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    if (!scheme.equals("ws") && !scheme.equals("wss")) {
      throw malformed(text, "its scheme is \"" + scheme + "\"");
    }
    int pathStart = text.indexOf('/', schemeEnd + 3);
    String authority = pathStart < 0 ? text : text.substring(0, pathStart);
    String path = pathStart < 0 ? "/" : text.substring(pathStart);
    return new ServerUrl(text, address(text, authority, scheme.equals("wss")), path(text, path));
  }

  /** The same for all URLs that lead to the same place. */
  public String place() {
    return address + path.shape();
  }

  private static Address address(String text, String authority, boolean secure) {
    URI uri;
    try {
      uri = new URI(authority).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw malformed(text, "its host or port is malformed (" + e.getReason() + ")");
    }
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || uri.getPort() > 65535) {
      throw malformed(text, "after the scheme it must have a host, and a port up to 65535 or none");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    return new Address(
        secure, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  private static PathTemplate path(String text, String path) {
    try {
      return PathTemplate.parse(path);
    } catch (IllegalArgumentException e) {
      throw malformed(text, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "Cannot open a WebSocketServer on \""
            + text
            + "\": "
            + why
            + ". Allowed are a path such as \"/chat\" or \"/rooms/{room}\" and, for the embedded"
            + " server, \"ws://host:port/path\" or \"wss://host:port/path\".");
  }
}
