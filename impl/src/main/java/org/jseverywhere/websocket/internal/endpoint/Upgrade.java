package org.jseverywhere.websocket.internal.endpoint;

import org.jseverywhere.websocket.internal.core.Admission;
import org.jspecify.annotations.Nullable;

/**
 * One handshake on its way from the request to the session.
 *
 * @param accepted what was decided
 * @param cut ends the connection without waiting for the client, if the container lets nothing else
 *     do that; on any thread
 */
public record Upgrade(Admission.Accepted accepted, @Nullable Runnable cut) {

  /** Under this name the container hands it over. */
  static final String PROPERTY = "org.jseverywhere.websocket.upgrade";
}
