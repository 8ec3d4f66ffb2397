package org.jseverywhere.websocket.internal.servlet;

import jakarta.enterprise.concurrent.ContextService;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What carries the context of the application, such as its JNDI names, to threads of ours: Jakarta
 * Concurrency, where the container has it.
 */
final class ApplicationContext {

  private ApplicationContext() {}

  /** An executor that runs tasks on the calling thread in the context of this thread. */
  static Optional<Executor> capture() {
    try {
      return Optional.of(contextual());
    } catch (NamingException | LinkageError | RuntimeException noConcurrency) {
      // Tomcat, Jetty, a slim WildFly: the class loader, which our threads have, is the context.
      return Optional.empty();
    }
  }

  @SuppressWarnings("BanJNDI") // The name is a constant, and what it names is the container's own.
  private static Executor contextual() throws NamingException {
    ContextService service = InitialContext.doLookup("java:comp/DefaultContextService");
    Executor direct = Runnable::run;
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
