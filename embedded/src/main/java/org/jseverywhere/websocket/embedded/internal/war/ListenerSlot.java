package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;

/**
 * The place of an application's listener in Grizzly's registry.
 *
 * @see ServletSlot
 */
final class ListenerSlot implements ServletContextListener {

  private volatile @Nullable Held<ServletContextListener> held;

  ListenerSlot(ServletContextListener listener, ClassLoader loader) {
    this.held = new Held<>(listener, loader);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Held<ServletContextListener> present = held;
    if (present != null) {
      WithLoader.run(present.loader(), () -> present.component().contextInitialized(event));
    }
  }

  /** Lets the listener end, and forgets it. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Held<ServletContextListener> present = held;
    held = null;
    if (present != null) {
      WithLoader.run(present.loader(), () -> present.component().contextDestroyed(event));
    }
  }
}
