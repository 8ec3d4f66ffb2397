package org.jseverywhere.websocket.internal.servlet;

import jakarta.enterprise.concurrent.ContextService;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What carries the context of a thread, such as the JNDI names of the application and the user of a
 * request, to others: Jakarta Concurrency, where the container has it. Threads: any.
 */
final class ThreadContexts {

  /** Where there is none the class loader, which our threads have, is all there is. */
  static final ThreadContexts NONE = new ThreadContexts(null);

  private final @Nullable ContextService service;

  private ThreadContexts(@Nullable ContextService service) {
    this.service = service;
  }

  /** {@return the ones of the application whose thread this is} */
  @SuppressWarnings("BanJNDI") // The name is a constant, and what it names is the container's own.
  static ThreadContexts find() {
    try {
      ThreadContexts found =
          new ThreadContexts(InitialContext.doLookup("java:comp/DefaultContextService"));
      // One that is there and cannot must not keep the application from starting.
      found.capture();
      return found;
    } catch (NamingException | LinkageError | RuntimeException noConcurrency) {
      // Tomcat, Jetty, a slim WildFly.
      return NONE;
    }
  }

  /** {@return what runs tasks on the calling thread, in the context of this thread} */
  Executor capture() {
    Executor direct = Runnable::run;
    if (service == null) {
      return direct;
    }
    Executor inContext = service.createContextualProxy(direct, Executor.class);
    return task -> {
      AtomicBoolean begun = new AtomicBoolean();
      try {
        inContext.execute(
            () -> {
              begun.set(true);
              task.run();
            });
      } catch (IllegalStateException e) {
        // Payara takes no contextual calls while the application is starting or stopping.
        if (begun.get()) {
          throw e;
        }
        task.run();
      }
    };
  }
}
