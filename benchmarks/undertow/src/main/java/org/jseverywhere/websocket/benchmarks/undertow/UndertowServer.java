package org.jseverywhere.websocket.benchmarks.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.util.Set;
import org.jseverywhere.websocket.benchmarks.server.Application;
import org.jseverywhere.websocket.benchmarks.server.Launch;
import org.jseverywhere.websocket.benchmarks.server.Subject;
import org.jseverywhere.websocket.benchmarks.server.Traits;

/** Undertow with one web application. */
public final class UndertowServer {

  private UndertowServer() {}

  /**
   * Runs.
   *
   * @param arguments see {@link Launch}
   * @throws Exception if the server does not start
   */
  public static void main(String[] arguments) throws Exception {
    Launch.run(arguments, UndertowServer::start);
  }

  private static void start(Subject subject, int port) throws ServletException {
    Application application = new Application(subject, Traits.USUAL);
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(UndertowServer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("benchmark")
            .addServletContextAttribute(
                WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                new WebSocketDeploymentInfo()
                    .setDispatchToWorkerThread(Boolean.getBoolean("undertow.worker")))
            .addListener(
                new ListenerInfo(Application.class, new ImmediateInstanceFactory<>(application)));
    for (ServletContainerInitializer initializer : application.initializers()) {
      deployment.addServletContainerInitializer(
          new ServletContainerInitializerInfo(
              initializer.getClass(), new ImmediateInstanceFactory<>(initializer), Set.of()));
    }
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    Undertow.builder()
        .addHttpListener(port, "127.0.0.1")
        .setHandler(Handlers.path(manager.start()))
        .build()
        .start();
  }
}
