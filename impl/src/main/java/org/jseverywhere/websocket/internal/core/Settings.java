package org.jseverywhere.websocket.internal.core;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of an application outside of it, by keys. Threads: any. */
interface Settings {

  /** {@return all keys that are known to have a value} */
  Iterable<String> keys();

  /** {@return the value of a key, or null} */
  @Nullable String get(String key);

  /** MicroProfile Config where the application sees an implementation, else system properties. */
  static Settings of(ClassLoader application) {
    Settings found = MicroProfile.of(application);
    return found == null ? new SystemProperties() : found;
  }

  /** Where there is nothing else. */
  final class SystemProperties implements Settings {

    @Override
    public List<String> keys() {
      return List.copyOf(System.getProperties().stringPropertyNames());
    }

    @Override
    public @Nullable String get(String key) {
      return System.getProperty(key);
    }
  }

  /**
   * MicroProfile Config, called by reflection: its jar has no name as a module, so that a module
   * cannot require it.
   *
   * @see <a href="https://microprofile.io/specifications/microprofile-config/">MicroProfile Config
   *     </a>
   */
  final class MicroProfile implements Settings {

    private static final String PACKAGE = "org.eclipse.microprofile.config.";

    private final Class<?> type;
    private final Object config;

    private MicroProfile(Class<?> type, Object config) {
      this.type = type;
      this.config = config;
    }

    static @Nullable Settings of(ClassLoader application) {
      try {
        Class<?> type = Class.forName(PACKAGE + "Config", false, application);
        Object config =
            Class.forName(PACKAGE + "ConfigProvider", true, application)
                .getMethod("getConfig", ClassLoader.class)
                .invoke(null, application);
        return new MicroProfile(type, config);
      } catch (ReflectiveOperationException | LinkageError absent) {
        // Neither the API, or no implementation of it.
        return null;
      }
    }

    @Override
    public List<String> keys() {
      // Not every implementation lists those that were set after it began (SmallRye 3, in WildFly).
      List<String> keys = new ArrayList<>(new SystemProperties().keys());
      ((Iterable<?>) call("getPropertyNames", List.of(), List.of()))
          .forEach(key -> keys.add(String.valueOf(key)));
      return keys;
    }

    @Override
    public @Nullable String get(String key) {
      Object value =
          call("getOptionalValue", List.of(String.class, Class.class), List.of(key, String.class));
      return ((Optional<?>) value).map(String::valueOf).orElse(null);
    }

    private Object call(String method, List<Class<?>> types, List<Object> arguments) {
      try {
        return type.getMethod(method, types.toArray(Class<?>[]::new))
            .invoke(config, arguments.toArray());
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("MicroProfile Config failed", e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("This is no MicroProfile Config: " + config.getClass(), e);
      }
    }
  }
}
