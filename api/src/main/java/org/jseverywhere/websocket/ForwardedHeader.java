package org.jseverywhere.websocket;

/**
 * The header in which proxies tell whom they speak for.
 *
 * @see WebSocketServerOptions#forwardedHeader()
 */
public enum ForwardedHeader {

  /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}, as most proxies write them. */
  X_FORWARDED,

  /**
   * {@code Forwarded}, with its parameters {@code for} and {@code proto}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7239">RFC 7239</a>
   */
  FORWARDED
}
