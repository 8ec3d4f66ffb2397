package org.jseverywhere.websocket.embedded.internal.war;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.CDIProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code CDI.current()} for several applications in one process: Weld's own provider guesses by the
 * class that calls, and two deployments of one WAR have classes of the same names. Ours goes by the
 * thread's context class loader. Threads: any.
 */
final class CurrentBeans implements CDIProvider {

  private static final Map<ClassLoader, CDI<Object>> BY_LOADER = new ConcurrentHashMap<>();

  private CurrentBeans() {}

  static void add(ClassLoader loader, CDI<Object> container) {
    BY_LOADER.put(loader, container);
    CDI.setCDIProvider(new CurrentBeans());
  }

  static void remove(ClassLoader loader) {
    BY_LOADER.remove(loader);
  }

  @Override
  public @Nullable CDI<Object> getCDI() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    while (loader != null) {
      CDI<Object> found = BY_LOADER.get(loader);
      if (found != null) {
        return found;
      }
      loader = loader.getParent();
    }
    return null;
  }
}
