package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The place of an application's filter in Grizzly's registry.
 *
 * @see ServletSlot
 */
final class FilterSlot implements Filter {

  private volatile @Nullable Held<Filter> held;

  FilterSlot(Filter filter, ClassLoader loader) {
    this.held = new Held<>(filter, loader);
  }

  private Held<Filter> held() throws UnavailableException {
    Held<Filter> present = held;
    if (present == null) {
      throw new UnavailableException("The application has been undeployed");
    }
    return present;
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    Held<Filter> present = held();
    WithLoader.run(present.loader(), () -> present.component().init(config));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    held().component().doFilter(request, response, chain);
  }

  /** Lets the filter end, and forgets it. */
  @Override
  public void destroy() {
    Held<Filter> present = held;
    held = null;
    if (present != null) {
      WithLoader.run(present.loader(), present.component()::destroy);
    }
  }
}
