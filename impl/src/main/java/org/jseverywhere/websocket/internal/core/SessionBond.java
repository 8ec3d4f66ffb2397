package org.jseverywhere.websocket.internal.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One HTTP session, and the clients that go when it ends. Threads: any.
 *
 * @see <a href="https://jakarta.ee/specifications/websocket/2.1/">Jakarta WebSocket 2.1, section
 *     7.2: a connection ends with the authenticated session that it was made in</a>
 */
public final class SessionBond {

  private final Set<ClientPort> ports = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  /** A session that has not ended. */
  public SessionBond() {}

  /** From now on this client goes with the session, which may have ended meanwhile. */
  void bind(ClientPort port) {
    ports.add(port);
    if (ended) {
      port.sessionEnded();
    }
    if (port.isEnding()) {
      // It may have been released before.
      ports.remove(port);
    }
  }

  /** The client is gone. */
  void release(ClientPort port) {
    ports.remove(port);
  }

  /** {@return whether no client would go with it} */
  boolean isEmpty() {
    return ports.isEmpty();
  }

  /** The session has ended: so do its clients. */
  public void end() {
    ended = true;
    ports.forEach(ClientPort::sessionEnded);
  }
}
