package org.jseverywhere.websocket;

/**
 * A port or a server has closed. Fired exactly once by each port that had a connect event, after
 * its last message, and exactly once by each server that was closed, after its last port.
 *
 * @see <a href="https://websockets.spec.whatwg.org/#the-closeevent-interface">WHATWG WebSockets,
 *     interface CloseEvent</a>
 */
public non-sealed interface CloseEvent extends Event {

  /**
   * The status code of RFC 6455, section 7.4: what the client sent if it closed first, otherwise
   * what this side sent; 1005 if the client sent none, 1006 if the connection ended without a
   * closing handshake.
   *
   * @return the code, from 1000 to 4999
   */
  int code();

  /**
   * The reason that came with the code.
   *
   * @return the reason, empty if there was none
   */
  String reason();

  /**
   * Whether the connection ended with a closing handshake.
   *
   * @return false if it was lost or dropped
   */
  boolean wasClean();
}
