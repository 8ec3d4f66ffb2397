package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.http.server.HttpServer;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Applications;
import org.jseverywhere.websocket.internal.core.Caller;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;

/**
 * One deployed application. It is taken apart in the opposite order of its making, also if its
 * making stops half way. Threads: one at a time, but for {@link #admit}.
 */
final class WebApplication {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final WarHost host;
  private final ClassLoader loader;
  private final Deque<Step> endings = new ArrayDeque<>();

  private WebApplication(WarHost host, ClassLoader loader) {
    this.host = host;
    this.loader = loader;
  }

  /** Deploys; the message of the exception has every reason why it cannot. */
  static WebApplication deploy(String contextPath, Path war, HttpServer server) throws IOException {
    try {
      ExplodedWar files = ExplodedWar.of(war);
      List<Path> places = WarClassLoader.places(files);
      WarClassLoader loader = WarClassLoader.of("application " + contextPath, places);
      WebApplication application = new WebApplication(new WarHost(contextPath), loader);
      application.endings.push(files::close);
      application.endings.push(loader::close);
      application.start(
          new WarContext(contextPath, files.root(), loader),
          WarClasses.of(files, places, loader),
          server);
      return application;
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new IOException(
          "Cannot deploy " + war + " at \"" + contextPath + "/\": " + e.getMessage(), e);
    }
  }

  private void start(WarContext context, WarClasses classes, HttpServer server)
      throws ReflectiveOperationException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Application application = Applications.of(loader);
      endings.push(application::close);
      String contextPath = context.getContextPath();
      application.name(contextPath.isEmpty() ? "/" : contextPath);
      // Before any code of the application could open a server.
      application.attach(host);
      Beans beans = WeldBeans.arePossible() ? WeldBeans.start(classes, loader) : new Beans.None();
      endings.push(beans::close);
      Components components = new Components(context, beans, loader);
      components.addContext();
      components.addAll(classes);
      components.addFiles(new FileServlet(context.root(), this::isSocket));
      context.deploy(server);
      endings.push(context::undeploy);
      // Once more, to be the first when it ends: clients are told while all the rest still works.
      endings.push(application::close);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      undeploy();
      throw e;
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Decides on a request with the context path in its path. */
  Admission admit(HandshakeRequest request) {
    return host.admit(request);
  }

  private boolean isSocket(HttpServletRequest request) {
    InetSocketAddress nobody = InetSocketAddress.createUnresolved("unknown", 0);
    return host.admit(
            new HandshakeRequest(
                request.getMethod(),
                false,
                "",
                request.getRequestURI(),
                null,
                Map.of(),
                nobody,
                Caller.NOBODY))
        instanceof Admission.NoUpgrade;
  }

  /** Closes its clients with 1001 and takes it apart; a part that fails does not stop the rest. */
  void undeploy() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      while (!endings.isEmpty()) {
        try {
          endings.pop().run();
        } catch (IOException | RuntimeException | LinkageError e) {
          LOG.log(System.Logger.Level.WARNING, "A part of an application does not end well", e);
        }
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
