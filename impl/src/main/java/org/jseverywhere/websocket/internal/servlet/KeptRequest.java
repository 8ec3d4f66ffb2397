package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * What a container keeps of a request as long as the connection stands that it was upgraded to, and
 * looks at but once: Jetty (12.1) all that served it, eight kilobytes for each client, and Undertow
 * (2.3, WildFly 39) its own configuration. Their classes cannot be named here.
 */
final class KeptRequest {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String JETTY = "org.eclipse.jetty.";
  private static final String UNDERTOW = "io.undertow.servlet.spec.HttpServletRequestImpl";
  private static final String LISTENER = "io.undertow.server.HttpUpgradeListener";

  /** Stands in for the requests of all clients. Nobody but the container could ask for its URI. */
  private static final HttpServletRequest NOTHING =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              KeptRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> method.getReturnType() == String.class ? "" : null);

  private KeptRequest() {}

  /**
   * {@return what takes it from the container once the session is open; does nothing on others}
   *
   * @param own the container's own
   * @param shown the same, as its WebSocket sees it
   */
  static Runnable forgetter(ServletRequest own, UpgradingRequest shown) {
    String container = own.getClass().getName();
    if (container.startsWith(JETTY)) {
      return () -> shown.setRequest(NOTHING);
    }
    return container.equals(UNDERTOW) ? () -> forgetListener(own) : () -> {};
  }

  private static void forgetListener(ServletRequest request) {
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
