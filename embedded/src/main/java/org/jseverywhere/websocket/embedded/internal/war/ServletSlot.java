package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The place of an application's servlet in Grizzly's registry. Grizzly keeps request objects for
 * reuse, and they keep the whole registry of the application that they last served: so it must hold
 * nothing of an application that is gone.
 */
final class ServletSlot implements Servlet {

  private volatile @Nullable Held<Servlet> held;

  ServletSlot(Servlet servlet, ClassLoader loader) {
    this.held = new Held<>(servlet, loader);
  }

  private Held<Servlet> held() throws UnavailableException {
    Held<Servlet> present = held;
    if (present == null) {
      throw new UnavailableException("The application has been undeployed");
    }
    return present;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    Held<Servlet> present = held();
    WithLoader.run(present.loader(), () -> present.component().init(config));
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    held().component().service(request, response);
  }

  @Override
  public @Nullable ServletConfig getServletConfig() {
    Held<Servlet> present = held;
    return present == null ? null : present.component().getServletConfig();
  }

  @Override
  public String getServletInfo() {
    return "";
  }

  /** Lets the servlet end, and forgets it. */
  @Override
  public void destroy() {
    Held<Servlet> present = held;
    held = null;
    if (present != null) {
      WithLoader.run(present.loader(), present.component()::destroy);
    }
  }
}
