package org.jseverywhere.websocket;

/**
 * Which clients go when the HTTP session ends that their handshake came with.
 *
 * @see WebSocketServerOptions#sessionBinding()
 */
public enum SessionBinding {

  /**
   * Those that have a principal: who has signed out is not served any more.
   *
   * @see <a href="https://jakarta.ee/specifications/websocket/2.1/">Jakarta WebSocket 2.1, section
   *     7.2</a>
   */
  AUTHENTICATED,

  /** All of them. */
  ALL
}
