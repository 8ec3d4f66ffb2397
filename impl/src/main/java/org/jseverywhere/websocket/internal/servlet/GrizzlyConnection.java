package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection below a WebSocket of Payara (6.2025.9) and GlassFish (7.0, 8.0). Closing the
 * session there waits until the client has taken what was written, for 30 s, and only then lets go
 * of the socket.
 */
final class GrizzlyConnection {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  /** From the request of the servlet container to the connection, by names of either server. */
  private static final List<List<String>> PATH =
      List.of(
          List.of("getUnwrappedCoyoteRequest"),
          List.of("getCoyoteRequest", "getGrizzlyRequest"),
          List.of("getContext"),
          List.of("getConnection"));

  private GrizzlyConnection() {}

  /** Whether this is a container of theirs. */
  static boolean isBelow(ServerContainer container) {
    return container.getClass().getName().startsWith("org.glassfish.tyrus.");
  }

  /** What cuts the connection of a request, and waits for nobody. */
  static Optional<Runnable> cutting(HttpServletRequest request) {
    try {
      Object reached = request;
      for (List<String> names : PATH) {
        reached = call(reached, names);
      }
      Object connection = reached;
      return Optional.of(() -> cut(connection));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "Clients that take nothing are kept longer", e);
      return Optional.empty();
    }
  }

  private static void cut(Object connection) {
    try {
      call(connection, List.of("terminateSilently"));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection could not be cut", e);
    }
  }

  /** What the first of these methods that there is gives. */
  private static Object call(@Nullable Object target, List<String> names)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    if (target != null) {
      for (Method method : target.getClass().getMethods()) {
        if (method.getParameterCount() == 0 && names.contains(method.getName())) {
          return method.invoke(target);
        }
      }
    }
    throw new NoSuchMethodException(
        names + " of " + (target == null ? "nothing" : target.getClass().getName()));
  }
}
