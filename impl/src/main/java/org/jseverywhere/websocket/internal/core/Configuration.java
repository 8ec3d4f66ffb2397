package org.jseverywhere.websocket.internal.core;

import org.jseverywhere.websocket.WebSocketServerOptions;

/**
 * What whoever runs an application says of its servers: {@code websocket.server.<serverId>.<name>}
 * is stronger than what the program says. Threads: any.
 */
final class Configuration {

  private static final String PREFIX = "websocket.server.";

  private final Settings settings;

  Configuration(Settings settings) {
    this.settings = settings;
  }

  /**
   * {@return the options with what is configured in place of what they say}
   *
   * @throws IllegalArgumentException if what is configured is not allowed, or no option
   */
  WebSocketServerOptions apply(WebSocketServerOptions options) {
    if (options.serverId() == null) {
      return options;
    }
    String prefix = PREFIX + options.serverId() + ".";
    WebSocketServerOptions.Builder builder = options.toBuilder();
    String key = prefix;
    try {
      for (String known : settings.keys()) {
        // With a dot it may be of another server, whose id begins like this one's.
        if (known.startsWith(prefix) && known.indexOf('.', prefix.length()) < 0) {
          key = known;
          options.get(known.substring(prefix.length()));
        }
      }
      for (String name : WebSocketServerOptions.names()) {
        key = prefix + name;
        String value = settings.get(key);
        if (value != null) {
          builder.set(name, value);
        }
      }
      key = prefix + "*";
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot open the server with serverID \""
              + options.serverId()
              + "\" as it is configured by "
              + key
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
