package org.jseverywhere.websocket;

/**
 * What the handlers of messages may do to the thread that calls them.
 *
 * @see WebSocketServerOptions#handlerExecution()
 */
public enum HandlerExecution {

  /** They may wait: for a database, a lock, another server. They hold up only their own client. */
  BLOCKING,

  /**
   * They never wait, and are done in well under a millisecond. Where one thread reads for many
   * clients, as on the embedded server, WildFly and Undertow, that thread calls them itself, which
   * saves a change of threads for each message; a handler that waits all the same holds up all of
   * these clients. Elsewhere there is no difference.
   */
  NON_BLOCKING
}
