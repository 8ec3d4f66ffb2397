package org.jseverywhere.websocket.internal.core;

import org.jseverywhere.websocket.WebSocketServer;

/**
 * Shows the servers of an application to whoever runs it. Found by {@link java.util.ServiceLoader};
 * one per application. Threads: any, several at once.
 */
public interface ServerWatcher {

  /**
   * This server is open; it may already have been closed again.
   *
   * @param application what the container calls the application
   * @param server the server
   */
  void opened(String application, WebSocketServer server);

  /** This server is closed; it may never have been open. */
  void closed(WebSocketServer server);

  /** The application ends: lets go of all its servers. */
  void close();
}
