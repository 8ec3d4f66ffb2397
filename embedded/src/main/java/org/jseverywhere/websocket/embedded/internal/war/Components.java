package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Makes the servlets, filters and listeners of an application, and registers them. */
final class Components {

  private static final String EVERYTHING = "/*";

  private final ServletContext context;
  private final Beans beans;
  private final ClassLoader loader;
  private boolean hasOwnRoot;

  Components(ServletContext context, Beans beans, ClassLoader loader) {
    this.context = context;
    this.beans = beans;
    this.loader = loader;
  }

  /** To be called first: what comes later runs in the application's context. */
  void addContext() {
    FilterRegistration.Dynamic filter =
        context.addFilter(
            "application context", new FilterSlot(new ContextFilter(loader, beans), loader));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, EVERYTHING);
  }

  void addAll(WarClasses classes) throws ReflectiveOperationException {
    for (Class<? extends ServletContextListener> type : classes.listeners()) {
      context.addListener(new ListenerSlot(beans.make(type), loader));
    }
    for (Class<? extends Filter> type : classes.filters()) {
      add(type, type.getAnnotation(WebFilter.class));
    }
    for (Class<? extends Servlet> type : classes.servlets()) {
      add(type, type.getAnnotation(WebServlet.class));
    }
  }

  private <T extends Filter> void add(Class<T> type, WebFilter declared)
      throws ReflectiveOperationException {
    String name = declared.filterName().isEmpty() ? type.getName() : declared.filterName();
    FilterRegistration.Dynamic filter =
        context.addFilter(name, new FilterSlot(beans.make(type), loader));
    filter.setAsyncSupported(declared.asyncSupported());
    for (WebInitParam parameter : declared.initParams()) {
      filter.setInitParameter(parameter.name(), parameter.value());
    }
    EnumSet<DispatcherType> dispatchers = EnumSet.copyOf(List.of(declared.dispatcherTypes()));
    filter.addMappingForUrlPatterns(
        dispatchers, true, both(declared.value(), declared.urlPatterns()));
    if (declared.servletNames().length > 0) {
      filter.addMappingForServletNames(dispatchers, true, declared.servletNames());
    }
  }

  private <T extends Servlet> void add(Class<T> type, WebServlet declared)
      throws ReflectiveOperationException {
    String name = declared.name().isEmpty() ? type.getName() : declared.name();
    ServletRegistration.Dynamic servlet =
        context.addServlet(name, new ServletSlot(beans.make(type), loader));
    servlet.setAsyncSupported(declared.asyncSupported());
    for (WebInitParam parameter : declared.initParams()) {
      servlet.setInitParameter(parameter.name(), parameter.value());
    }
    // All at deployment: what is wrong with them is told then, and they see its context.
    servlet.setLoadOnStartup(Math.max(0, declared.loadOnStartup()));
    String[] patterns = both(declared.value(), declared.urlPatterns());
    servlet.addMapping(patterns);
    hasOwnRoot |= List.of(patterns).contains("/") || List.of(patterns).contains(EVERYTHING);
  }

  private static String[] both(String[] value, String[] urlPatterns) {
    List<String> all = new ArrayList<>(List.of(value));
    all.addAll(List.of(urlPatterns));
    return all.toArray(String[]::new);
  }

  /** To be called last: answers what nobody else does. */
  void addFiles(FileServlet files) {
    if (!hasOwnRoot) {
      ServletRegistration.Dynamic servlet =
          context.addServlet("files", new ServletSlot(files, loader));
      servlet.setLoadOnStartup(0);
      servlet.addMapping("/");
    }
  }
}
