package org.jseverywhere.websocket.embedded.internal.war;

/** Calls with an application's class loader as that of the thread's context. */
final class WithLoader {

  /**
   * What is called.
   *
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Call<E extends Exception> {
    void run() throws E;
  }

  private WithLoader() {}

  static <E extends Exception> void run(ClassLoader loader, Call<E> call) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
