package org.jseverywhere.websocket;

/**
 * Why a client was not let in.
 *
 * @see ServerStatistics#handshakesRefused(RefusalReason)
 */
public enum RefusalReason {

  /** What it sent is no opening handshake of RFC 6455; status 400 or 426. */
  MALFORMED,

  /** The page is of another origin than {@link WebSocketServerOptions#allowedOrigins()}; 403. */
  ORIGIN,

  /** A listener of the handshake event rejected it, with the status that it said. */
  REJECTED,

  /** A listener of the handshake event, or what it waits for, failed; status 500. */
  FAILED,

  /** The decision took longer than {@link WebSocketServerOptions#handshakeTimeout()}; 503. */
  TIMED_OUT,

  /** {@link WebSocketServerOptions#maxPendingHandshakes()} were waiting already; status 503. */
  PENDING,

  /** {@link WebSocketServerOptions#maxPorts()} were connected; 503, or code 1013. */
  PORTS,

  /** {@link WebSocketServerOptions#maxPortsPerAddress()} were; 429, or code 1013. */
  PORTS_OF_ADDRESS,

  /** {@link WebSocketServerOptions#maxPortsPerPrincipal()} were; 429, or code 1013. */
  PORTS_OF_PRINCIPAL,

  /** {@link WebSocketServerOptions#maxHandshakesPerSecond()} was exceeded; status 429. */
  HANDSHAKE_RATE,

  /** The server {@link WebSocketServer#drain drains} or closes; status 503, or code 1001. */
  DRAINING
}
