package org.jseverywhere.websocket.benchmarks.server;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.List;
import java.util.ServiceLoader;

/** The benchmark as a web application. */
public final class Application implements ServletContextListener {

  private final Subject subject;
  private final Traits traits;

  /**
   * An application that is not started.
   *
   * @param subject what serves the clients
   * @param traits of the container
   */
  public Application(Subject subject, Traits traits) {
    this.subject = subject;
    this.traits = traits;
  }

  /**
   * What the container has to call before this listener: it finds it by itself only in a WAR.
   *
   * @return the library's initializer if the library is what serves, else nothing
   */
  public List<ServletContainerInitializer> initializers() {
    if (!subject.isOurs()) {
      return List.of();
    }
    return ServiceLoader.load(ServletContainerInitializer.class).stream()
        .filter(provider -> provider.type().getName().startsWith("org.jseverywhere."))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    if (subject.isOurs()) {
      Ours.open("", subject);
      return;
    }
    Object container =
        event.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
    try {
      Raw.deploy((ServerContainer) container, subject, traits);
    } catch (DeploymentException e) {
      throw new IllegalStateException("the container refuses the endpoints", e);
    }
  }
}
