package org.jseverywhere.websocket.spi;

import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.Set;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;

/**
 * The entry to an implementation, found by {@link ServiceLoader}. Implemented by the library that
 * runs servers; any thread may call it.
 */
public interface WebSocketServerProvider {

  /**
   * The provider that the current thread's context class loader sees, or else the class loader of
   * this API.
   *
   * @return the first provider found
   * @throws IllegalStateException if there is none
   */
  static WebSocketServerProvider provider() {
    Iterator<WebSocketServerProvider> seenByApplication =
        ServiceLoader.load(WebSocketServerProvider.class).iterator();
    if (seenByApplication.hasNext()) {
      return seenByApplication.next();
    }
    return ServiceLoader.load(
            WebSocketServerProvider.class, WebSocketServerProvider.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Cannot open a WebSocketServer: no implementation is on the class path. Add"
                        + " websocket-server-impl (in a WAR) or websocket-server-embedded (in a"
                        + " plain program)."));
  }

  /**
   * Opens a server of the calling application, or gives the one with the id of the options.
   *
   * @param options where it listens, and how
   * @return the server
   * @throws IllegalArgumentException if the id is that of a server with another URL or protocol
   */
  WebSocketServer open(WebSocketServerOptions options);

  /**
   * The servers of the calling application.
   *
   * @return an unmodifiable snapshot of those that are not closed
   */
  Set<WebSocketServer> servers();
}
