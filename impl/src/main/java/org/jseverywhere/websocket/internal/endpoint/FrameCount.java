package org.jseverywhere.websocket.internal.endpoint;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A container's own count of the frames that one client has sent. Its classes cannot be named here.
 * Threads: any.
 */
public final class FrameCount {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private final Object counter;
  private final Method method;

  private FrameCount(Object counter, Method method) {
    this.counter = counter;
    this.method = method;
  }

  /**
   * {@return the count to which these methods lead, one after the other, or null if they do not}
   *
   * @param start has the first
   * @param methods public and without arguments; the last returns the number
   */
  public static @Nullable FrameCount of(Object start, String... methods) {
    try {
      Object counter = start;
      Method method = counter.getClass().getMethod(methods[0]);
      for (int i = 1; i < methods.length; i++) {
        counter = method.invoke(counter);
        method = counter.getClass().getMethod(methods[i]);
      }
      return new FrameCount(counter, method);
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "The container does not tell how many frames came", e);
      return null;
    }
  }

  /** The number of frames, or -1. */
  long now() {
    try {
      return ((Number) method.invoke(counter)).longValue();
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "The container does not tell how many frames came", e);
      return -1;
    }
  }
}
