package org.jseverywhere.websocket.internal.endpoint;

import java.util.concurrent.CompletionStage;

/**
 * The connection below a session, where its server needs more than the session can do. Threads:
 * any.
 */
public interface UpgradedConnection {

  /**
   * This side is about to send its close frame: from now on the connection stays until the client
   * has answered or is gone, or until {@link #cut}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.1.1">RFC 6455, section 7.1.1</a>
   */
  void keepForAnswer();

  /** {@return whether the client has answered, once the connection has ended} */
  CompletionStage<Boolean> answered();

  /** Ends the connection without waiting for the client. */
  void cut();
}
