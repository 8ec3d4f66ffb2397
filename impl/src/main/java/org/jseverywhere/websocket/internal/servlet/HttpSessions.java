package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jseverywhere.websocket.internal.core.SessionBond;
import org.jspecify.annotations.Nullable;

/** The HTTP sessions that handshakes came with. Threads: any. */
final class HttpSessions implements HttpSessionListener, HttpSessionIdListener {

  private final Map<String, SessionBond> bonds = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** {@return what ends with the session of this request, or null if it has none} */
  @Nullable SessionBond bond(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return null;
    }
    String id = session.getId();
    SessionBond bond = bonds.computeIfAbsent(id, key -> new SessionBond());
    try {
      session.getCreationTime();
    } catch (IllegalStateException ended) {
      end(id);
    }
    return bond;
  }

  /** From now on sessions end with the application, whose clients end in a way of their own. */
  void ignoreEnds() {
    stopping = true;
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    if (!stopping) {
      end(event.getSession().getId());
    }
  }

  private void end(String id) {
    SessionBond bond = bonds.remove(id);
    if (bond != null) {
      bond.end();
    }
  }

  @Override
  public void sessionIdChanged(HttpSessionEvent event, String oldId) {
    SessionBond bond = bonds.remove(oldId);
    if (bond != null) {
      bonds.put(event.getSession().getId(), bond);
    }
  }
}
