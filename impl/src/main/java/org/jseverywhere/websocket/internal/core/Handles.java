package org.jseverywhere.websocket.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Atomic access to fields, where there is one for each client: an object of its own beside each
 * would be most of the memory.
 */
final class Handles {

  private Handles() {}

  /** A field of the class that asks. */
  static VarHandle field(MethodHandles.Lookup asking, String name, Class<?> type) {
    try {
      return asking.findVarHandle(asking.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
