package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Applications;
import org.jseverywhere.websocket.internal.endpoint.TemplateEndpoint;
import org.jspecify.annotations.Nullable;

/** Opens the application's servers when it starts, and closes them when it stops. */
final class DeploymentListener implements ServletContextListener {

  private final UpgradeFilter filter;
  private @Nullable Application application;

  DeploymentListener(UpgradeFilter filter) {
    this.filter = filter;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Application current = Applications.current();
    application = current;
    ThreadContexts contexts = ThreadContexts.find();
    current.context(contexts.capture());
    ServletContext context = event.getServletContext();
    current.name(context.getContextPath().isEmpty() ? "/" : context.getContextPath());
    try {
      ServerContainer container = serverContainer(context);
      ServletHost host = new ServletHost(TemplateEndpoint.register(container), container);
      filter.serve(host, contexts);
      current.attach(host);
    } catch (DeploymentException | IOException e) {
      current.attach(new UnavailableHost(String.valueOf(e.getMessage())));
    }
  }

  private static ServerContainer serverContainer(ServletContext context) throws IOException {
    Object container = context.getAttribute("jakarta.websocket.server.ServerContainer");
    if (container instanceof ServerContainer found) {
      return found;
    }
    throw new IOException(
        "the web container has no Jakarta WebSocket container (the attribute"
            + " jakarta.websocket.server.ServerContainer of the ServletContext is "
            + (container == null ? "absent" : "a " + container.getClass().getName())
            + "); enable its WebSocket feature");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Application stopping = application;
    if (stopping != null) {
      stopping.close();
    }
  }
}
