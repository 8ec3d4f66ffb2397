package org.jseverywhere.websocket.internal.core;

import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a {@link Caller} once its handshake is over.
 *
 * @param principal who the container says the client is, or null
 * @param name its name, asked for once: the principal is the container's
 * @param roles which of the roles that the server knows it has
 * @param session the HTTP session, or null
 * @param context runs what it is given at once, on the calling thread, as that user; null if
 *     nothing has to
 */
record Identity(
    @Nullable Principal principal,
    @Nullable String name,
    Set<String> roles,
    @Nullable SessionBond session,
    @Nullable Executor context) {

  /** Who has nothing of all this; shared, since most have not. */
  private static final Identity NOBODY = new Identity(null, null, Set.of(), null, null);

  /** Asks for what can be asked only now. */
  static Identity of(Caller caller, Collection<String> roles) {
    Principal principal = caller.principal();
    Set<String> known =
        roles.stream().filter(caller.inRole()).collect(Collectors.toUnmodifiableSet());
    if (principal == null
        && known.isEmpty()
        && caller.session() == null
        && caller.context() == null) {
      return NOBODY;
    }
    return new Identity(
        principal,
        principal == null ? null : principal.getName(),
        known,
        caller.session(),
        caller.context());
  }

  /** {@return nothing: who it is is nobody's business} */
  @Override
  public String toString() {
    return "Identity";
  }
}
