package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import org.jseverywhere.websocket.internal.core.SessionBond;
import org.jseverywhere.websocket.internal.endpoint.FrameCount;
import org.jspecify.annotations.Nullable;

/**
 * A request as the container's WebSocket is to see it: without its session. It would close the
 * client by rules of its own, Tyrus on Payara and GlassFish with 1000 when the application stops;
 * {@link SessionBond} has ours, for all of them.
 */
final class UpgradingRequest extends HttpServletRequestWrapper {

  private volatile @Nullable HttpUpgradeHandler handler;

  UpgradingRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return create ? super.getSession(true) : null;
  }

  /**
   * Open Liberty (26.0.0.3) asks in this way, and would begin one for each client. It can do
   * without; with one it closes beside us when that ends, and the two closes hang.
   */
  @Override
  public @Nullable HttpSession getSession() {
    return null;
  }

  /** Open Liberty (26.0.0.3) begins it with all that proxies have told, and then refuses it. */
  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = super.getRequestURL();
    int comma = getScheme().indexOf(',');
    return comma < 0 ? url : url.delete(comma, getScheme().length());
  }

  @Override
  public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
      throws IOException, ServletException {
    T made = super.upgrade(type);
    handler = made;
    return made;
  }

  /** {@return what Tomcat counts in its handler, or null} */
  @Nullable FrameCount frames() {
    HttpUpgradeHandler made = handler;
    return made == null ? null : FrameCount.of(made, "getUpgradeInfo", "getMsgsReceived");
  }
}
