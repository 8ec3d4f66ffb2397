package org.jseverywhere.websocket;

/**
 * The state of a server or of a port; it only ever goes forward.
 *
 * @see <a href="https://websockets.spec.whatwg.org/#dom-websocket-readystate">WHATWG WebSockets,
 *     readyState</a>
 */
public enum ReadyState {
  /** Not ready yet; value 0. */
  CONNECTING(0),
  /** Clients can connect, or messages can be exchanged; value 1. */
  OPEN(1),
  /** Going through the closing handshake, or waiting for the last port; value 2. */
  CLOSING(2),
  /** Closed for good, or never opened; value 3. */
  CLOSED(3);

  private final int value;

  ReadyState(int value) {
    this.value = value;
  }

  /**
   * The number that the draft and the browsers' WebSocket give this state.
   *
   * @return 0 for CONNECTING to 3 for CLOSED
   */
  public int value() {
    return value;
  }
}
