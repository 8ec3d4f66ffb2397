package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Gives the application's own filters and servlets the application's context. */
final class ContextFilter implements Filter {

  private final ClassLoader loader;
  private final Beans beans;

  ContextFilter(ClassLoader loader, Beans beans) {
    this.loader = loader;
    this.beans = beans;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Runnable end = beans.beginRequest();
      try {
        chain.doFilter(request, response);
      } finally {
        end.run();
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
