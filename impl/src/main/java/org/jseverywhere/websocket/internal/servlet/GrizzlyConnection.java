package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.websocket.server.ServerContainer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a request of Payara (6.2025.9) and GlassFish (7.0, 8.0), whose classes cannot
 * be named here. Threads: any.
 */
final class GrizzlyConnection {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private final @Nullable Object connection;
  private final @Nullable Object request;

  private GrizzlyConnection(@Nullable Object connection, @Nullable Object request) {
    this.connection = connection;
    this.request = request;
  }

  /** Whether this is a container of theirs. */
  static boolean isBelow(ServerContainer container) {
    return container.getClass().getName().startsWith("org.glassfish.tyrus.");
  }

  /**
   * That of a request; empty if it cannot be reached.
   *
   * @param request the container's own; by names of either server the request of Grizzly is below
   */
  static Optional<GrizzlyConnection> of(ServletRequest request) {
    try {
      Object ofGrizzly =
          call(request, "getUnwrappedCoyoteRequest", "getCoyoteRequest|getGrizzlyRequest");
      return Optional.of(
          new GrizzlyConnection(call(ofGrizzly, "getContext", "getConnection"), ofGrizzly));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection cannot be kept, nor cut", e);
      return Optional.empty();
    }
  }

  /**
   * Ends it, and waits for nobody. Closing the session waits until the client has taken what was
   * written, for 30 s, and only then lets go of the socket.
   */
  void cut() {
    try {
      call(connection, "terminateSilently");
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection could not be cut", e);
    }
  }

  /**
   * Keeps the server from using the objects of the request again, at its end. It does so though the
   * thread that upgraded may not be back yet, and that thread then ends whatever has the objects by
   * then: an HTTP response before it is written, or another client's connection, which takes
   * messages from then on and sends none. What is not used again is not emptied by the server
   * either, so it is here.
   */
  void retire() {
    try {
      // Only what is resumed is used again.
      call(request, "getResponse", "getSuspendContext", "markCancelled");
    } catch (InvocationTargetException e) {
      LOG.log(System.Logger.Level.TRACE, "The client was gone before, which does the same", e);
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "The objects of a request will be used again", e);
      return;
    }
    forget();
  }

  /**
   * Takes what the servlet container noted on the request of Grizzly, and so the upgrade handler
   * and the application: workers of Payara Micro remember the last request they had.
   */
  private void forget() {
    try {
      for (Object name : Set.copyOf((Collection<?>) call(request, "getNoteNames"))) {
        Method createNote = method(request, "createNote", 1);
        method(request, "removeNote", 1).invoke(request, createNote.invoke(null, name));
      }
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "A request that has ended may keep the application", e);
    }
  }

  /** What the last of these methods gives, each called on what the one before gave. */
  private static @Nullable Object call(@Nullable Object target, String... path)
      throws ReflectiveOperationException {
    Object reached = target;
    for (String names : path) {
      reached = method(reached, names, 0).invoke(reached);
    }
    return reached;
  }

  private static Method method(@Nullable Object target, String names, int parameters)
      throws NoSuchMethodException {
    if (target != null) {
      for (Method method : target.getClass().getMethods()) {
        if (method.getParameterCount() == parameters && method.getName().matches(names)) {
          return method;
        }
      }
    }
    throw new NoSuchMethodException(
        names + " of " + (target == null ? "nothing" : target.getClass().getName()));
  }
}
