package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Found by every servlet container in the jar of the library. It only registers: Payara and
 * GlassFish may not have the ServerContainer yet at this point, while every container has it when
 * listeners are called.
 */
public final class Initializer implements ServletContainerInitializer {

  private static final String FILTER = "org.jseverywhere.websocket";

  /** For the container. */
  public Initializer() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    HttpSessions sessions = new HttpSessions();
    UpgradeFilter filter = new UpgradeFilter(sessions);
    FilterRegistration.Dynamic registration = context.addFilter(FILTER, filter);
    if (registration == null) {
      // The jar is there twice; once is enough.
      return;
    }
    // Else no servlet behind it could be asynchronous.
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context.addListener(sessions);
    context.addListener(new DeploymentListener(filter));
  }
}
