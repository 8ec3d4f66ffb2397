package org.jseverywhere.websocket.internal.core;

import java.io.IOException;

/**
 * What accepts clients for the servers of an application: a web container, or the embedded server.
 */
public interface Host {

  /**
   * Lets clients reach a server. When this returns the server may get its first client.
   *
   * @return the URL of the server, with the port that was taken if it asked for a free one
   * @throws IOException if it cannot; the message tells a person what was tried, found, and can be
   *     done
   */
  String bind(Server server) throws IOException;

  /** Lets clients no longer reach a server; its connections are left alone. */
  void unbind(Server server);

  /** The names of the extensions that clients can agree on, separated by {@code ", "}. */
  String extensions();

  /** Frees everything, after all servers were unbound and their ports have closed. */
  void close();
}
