package org.jseverywhere.websocket.embedded.internal.war;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.Cookie;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Session;
import org.glassfish.grizzly.http.server.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP sessions of one application, which end with it: Grizzly's own are those of the whole
 * process, would keep the application's objects, and have ids that can be guessed. Threads: any.
 */
final class Sessions implements SessionManager {

  private static final int ID_BYTES = 18;
  private static final long TIMEOUT_MILLIS = TimeUnit.MINUTES.toMillis(30);

  private final String cookiePath;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private volatile String cookieName = "JSESSIONID";

  Sessions(String contextPath) {
    cookiePath = contextPath.isEmpty() ? "/" : contextPath;
  }

  /** Ends all sessions. */
  void clear() {
    for (Session session : sessions.values()) {
      session.setValid(false);
      session.attributes().clear();
    }
    sessions.clear();
  }

  @Override
  public @Nullable Session getSession(Request request, @Nullable String id) {
    Session session = id == null ? null : sessions.get(id);
    return session == null || hasEnded(session) ? null : session;
  }

  private static boolean hasEnded(Session session) {
    long timeout = session.getSessionTimeout();
    return !session.isValid()
        || (timeout > 0 && System.currentTimeMillis() - session.getTimestamp() > timeout);
  }

  @Override
  public Session createSession(Request request) {
    // Those that have ended go when there is a new one: their number needs no thread to be bounded.
    sessions.values().removeIf(Sessions::hasEnded);
    Session session = new Session(newId());
    session.setSessionTimeout(TIMEOUT_MILLIS);
    sessions.put(session.getIdInternal(), session);
    return session;
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  @Override
  public String changeSessionId(Request request, Session session) {
    // The session cannot be given another id from here; a new id for its data is as good.
    String before = session.getIdInternal();
    Session renewed = createSession(request);
    renewed.attributes().putAll(session.attributes());
    sessions.remove(before);
    return before;
  }

  @Override
  public void configureSessionCookie(Request request, Cookie cookie) {
    cookie.setPath(cookiePath);
    cookie.setHttpOnly(true);
  }

  @Override
  public void setSessionCookieName(String name) {
    cookieName = name;
  }

  @Override
  public String getSessionCookieName() {
    return cookieName;
  }
}
