package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Method;

/**
 * What a connection of Undertow (2.3, WildFly 39) was upgraded with. It keeps that as long as it
 * stands, 800 bytes of configuration for each client, and looks at it but once. Its classes cannot
 * be named here.
 */
final class UndertowUpgrade {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String REQUEST = "io.undertow.servlet.spec.HttpServletRequestImpl";
  private static final String LISTENER = "io.undertow.server.HttpUpgradeListener";

  private UndertowUpgrade() {}

  /**
   * {@return what takes it from the connection once the session is open; does nothing on other
   * containers}
   *
   * @param request the container's own
   */
  static Runnable forgetter(ServletRequest request) {
    return request.getClass().getName().equals(REQUEST) ? () -> forget(request) : () -> {};
  }

  private static void forget(ServletRequest request) {
    try {
      Object exchange = request.getClass().getMethod("getExchange").invoke(request);
      Object connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
      Class<?> own = connection.getClass();
      Class<?> listener = Class.forName(LISTENER, false, own.getClassLoader());
      Method setter = own.getDeclaredMethod("setUpgradeListener", listener);
      setter.setAccessible(true);
      setter.invoke(connection, (Object) null);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection keeps what it was upgraded with", e);
    }
  }
}
