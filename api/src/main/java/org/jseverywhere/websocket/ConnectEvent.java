package org.jseverywhere.websocket;

import java.util.List;

/**
 * A client has connected. Fired by the server exactly once for each accepted client, before any
 * message of it.
 *
 * <p>While this is being handled the port holds what arrives. It goes on holding until it is {@link
 * Port#start() started}, which setting {@link Port#onMessage} does; if the server itself has a
 * message listener when the connect event has been handled, the port starts by itself.
 *
 * <p>As long as a server has neither a connect nor a message listener, the connect events of its
 * clients wait for the first one.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/workers.html#event-workerglobalscope-connect">
 *     HTML, the connect event of a SharedWorker</a>
 */
public non-sealed interface ConnectEvent extends Event, OpeningHandshake {

  /**
   * The new client, in a list as the draft has it.
   *
   * @return a list of one element, {@link #port()}
   */
  List<Port> ports();

  /**
   * The new client.
   *
   * @return its port, which is {@link ReadyState#OPEN} unless the client has already left
   */
  @Override
  Port port();
}
