package org.jseverywhere.websocket.benchmarks.jetty;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jseverywhere.websocket.benchmarks.server.Application;
import org.jseverywhere.websocket.benchmarks.server.Launch;
import org.jseverywhere.websocket.benchmarks.server.Subject;
import org.jseverywhere.websocket.benchmarks.server.Traits;

/** Jetty with one web application. */
public final class JettyServer {

  private JettyServer() {}

  /**
   * Runs.
   *
   * @param arguments see {@link Launch}
   * @throws Exception if the server does not start
   */
  public static void main(String[] arguments) throws Exception {
    Launch.run(arguments, JettyServer::start);
  }

  private static void start(Subject subject, int port) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    JakartaWebSocketServletContainerInitializer.configure(context, null);
    Application application = new Application(subject, Traits.USUAL);
    application.initializers().forEach(context::addServletContainerInitializer);
    context.addEventListener(application);
    server.setHandler(context);
    server.start();
  }
}
