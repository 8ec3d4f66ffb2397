package org.jseverywhere.websocket.embedded.internal.war;

/** The beans of an application. Threads: any. */
interface Beans extends AutoCloseable {

  /** Makes a servlet, filter or listener, injected where it asks for it. */
  <T> T make(Class<T> type) throws ReflectiveOperationException;

  /** Activates the request scope for this thread, if it is not; run the result to end it. */
  Runnable beginRequest();

  @Override
  void close();

  /** What an application without CDI has. */
  final class None implements Beans {

    @Override
    public <T> T make(Class<T> type) throws ReflectiveOperationException {
      return type.getDeclaredConstructor().newInstance();
    }

    @Override
    public Runnable beginRequest() {
      return () -> {};
    }

    @Override
    public void close() {
      // There is nothing.
    }
  }
}
