package org.jseverywhere.websocket.internal.core;

import java.security.Principal;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who the host says has sent a handshake, and what belongs to it there.
 *
 * @param principal the user, or null
 * @param inRole whether it has a role; answers only while the handshake lasts
 * @param session the HTTP session that the handshake came with, or null
 * @param context runs what it is given at once, on the calling thread, as that user; null if
 *     nothing has to
 */
public record Caller(
    @Nullable Principal principal,
    Predicate<String> inRole,
    @Nullable SessionBond session,
    @Nullable Executor context) {

  /** Where there are no users. */
  public static final Caller NOBODY = new Caller(null, role -> false, null, null);

  /** {@return nothing: who it is is nobody's business} */
  @Override
  public String toString() {
    return "Caller";
  }
}
