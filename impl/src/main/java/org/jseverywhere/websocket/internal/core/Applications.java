package org.jseverywhere.websocket.internal.core;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.spi.WebSocketServerProvider;

/**
 * Which application is calling. With this library inside the application, that is the one of the
 * library's own class loader; with the library in a loader above several applications (an EAR, an
 * embedded server), that of the thread's context class loader. Threads: any.
 */
public final class Applications implements WebSocketServerProvider {

  private static final Map<ClassLoader, Application> BY_LOADER = new ConcurrentHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public Applications() {}

  /** The application that calls; made if it is not known yet. */
  public static Application current() {
    ClassLoader library = ownLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    for (ClassLoader loader = context; loader != null; loader = loader.getParent()) {
      Application known = BY_LOADER.get(loader);
      if (known != null) {
        return known;
      }
      if (loader == library) {
        return of(context);
      }
    }
    // A foreign thread; with the library inside the application there is only one it can mean.
    return of(library);
  }

  /** The application of this class loader; made if it is not known yet. */
  public static Application of(ClassLoader loader) {
    return BY_LOADER.computeIfAbsent(loader, Application::new);
  }

  static void remove(Application application) {
    BY_LOADER.remove(application.classLoader(), application);
  }

  private static ClassLoader ownLoader() {
    ClassLoader loader = Applications.class.getClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  @Override
  public WebSocketServer open(WebSocketServerOptions options) {
    return current().open(options);
  }

  @Override
  public Set<WebSocketServer> servers() {
    return current().servers();
  }
}
