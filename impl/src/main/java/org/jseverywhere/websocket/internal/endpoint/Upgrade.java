package org.jseverywhere.websocket.internal.endpoint;

import java.util.function.Supplier;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jspecify.annotations.Nullable;

/**
 * One handshake on its way from the request to the session.
 *
 * @param accepted what was decided
 * @param connection below the session, if its server needs more than the session can do
 * @param frames what its server counts of the client's frames, once the session is open; or null
 * @param whenOpen to be run once the session is open
 */
public record Upgrade(
    Admission.Accepted accepted,
    @Nullable UpgradedConnection connection,
    Supplier<@Nullable FrameCount> frames,
    Runnable whenOpen) {

  /** Under this name the container hands it over. */
  static final String PROPERTY = "org.jseverywhere.websocket.upgrade";
}
