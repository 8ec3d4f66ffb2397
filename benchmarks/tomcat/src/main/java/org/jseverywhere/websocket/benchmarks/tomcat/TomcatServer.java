package org.jseverywhere.websocket.benchmarks.tomcat;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jseverywhere.websocket.benchmarks.server.Application;
import org.jseverywhere.websocket.benchmarks.server.Launch;
import org.jseverywhere.websocket.benchmarks.server.Subject;
import org.jseverywhere.websocket.benchmarks.server.Traits;

/** Tomcat with one web application. */
public final class TomcatServer {

  /** It would else stop at 8,192 clients. */
  private static final String MAX_CONNECTIONS = "100000";

  private TomcatServer() {}

  /**
   * Runs.
   *
   * @param arguments see {@link Launch}
   * @throws Exception if the server does not start
   */
  public static void main(String[] arguments) throws Exception {
    Launch.run(arguments, TomcatServer::start);
  }

  private static void start(Subject subject, int port) throws IOException, LifecycleException {
    Logger.getLogger("org.apache").setLevel(Level.WARNING);
    Path base = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxConnections", MAX_CONNECTIONS);
    tomcat.setConnector(connector);
    StandardContext context = (StandardContext) tomcat.addContext("", base.toString());
    context.addServletContainerInitializer(new WsSci(), Set.of());
    Application application = new Application(subject, new Traits(false, true));
    for (ServletContainerInitializer initializer : application.initializers()) {
      context.addServletContainerInitializer(initializer, Set.of());
    }
    context.addApplicationLifecycleListener(application);
    // Without any servlet no filter is asked.
    Tomcat.addServlet(context, "default", new DefaultServlet()).setAsyncSupported(true);
    context.addServletMappingDecoded("/", "default");
    tomcat.start();
  }
}
