package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a servlet container and the upgrade handler of Tyrus, which uses the connection
 * before it has begun and after it has ended. Public, with a public constructor, because the
 * servlet container makes it.
 */
public final class GuardedUpgradeHandler implements HttpUpgradeHandler {

  private volatile @Nullable HttpUpgradeHandler delegate;
  private volatile @Nullable GuardedConnection connection;

  /** For the container. */
  public GuardedUpgradeHandler() {}

  /** A request whose upgrade goes through this class. */
  static HttpServletRequest wrap(HttpServletRequest request, GuardedConnection connection) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass)
          throws IOException, ServletException {
        T handler = make(handlerClass);
        GuardedUpgradeHandler ours = super.upgrade(GuardedUpgradeHandler.class);
        ours.delegate = handler;
        ours.connection = connection;
        return handler;
      }
    };
  }

  private static <T> T make(Class<T> handlerClass) throws ServletException {
    try {
      return handlerClass.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ServletException("Cannot make a " + handlerClass.getName(), e);
    }
  }

  @Override
  public void init(WebConnection upgraded) {
    GuardedConnection guarded = Objects.requireNonNull(connection, "connection");
    guarded.begin(upgraded);
    Objects.requireNonNull(delegate, "delegate").init(guarded);
    guarded.read();
  }

  @Override
  public void destroy() {
    HttpUpgradeHandler ended = delegate;
    GuardedConnection guarded = connection;
    try {
      if (ended != null) {
        ended.destroy();
      }
    } finally {
      // Not before: the handler may still write its close frame.
      if (guarded != null) {
        guarded.ended();
      }
    }
  }
}
