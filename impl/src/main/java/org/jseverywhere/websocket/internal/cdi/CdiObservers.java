package org.jseverywhere.websocket.internal.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.internal.core.Observers;
import org.jspecify.annotations.Nullable;

/** The observers of a CDI application. Threads: any. */
final class CdiObservers implements Observers {

  private final BeanManager beanManager;
  private final List<Declarations.Observer> observers;

  CdiObservers(BeanManager beanManager, List<Declarations.Observer> observers) {
    this.beanManager = beanManager;
    this.observers = observers;
  }

  @Override
  public boolean observe(EventType<?> type, @Nullable String serverId) {
    for (Declarations.Observer observer : observers) {
      if (observer.eventType().isAssignableFrom(type.eventClass())
          && (observer.serverId() == null || observer.serverId().equals(serverId))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void fire(Event event) throws Exception {
    String id = event.server().serverId();
    jakarta.enterprise.event.Event<Event> source =
        id == null
            ? beanManager.getEvent().select(Event.class)
            : beanManager.getEvent().select(Event.class, ServerId.Literal.of(id));
    try {
      source.fire(event);
    } catch (ObserverException wrapper) {
      // CDI wraps checked exceptions; listeners of errors want what the application threw.
      throw wrapper.getCause() instanceof Exception thrown ? thrown : wrapper;
    }
  }

  @Override
  public void inRequestScope(Runnable callback) {
    Instance<RequestContextController> controllers =
        beanManager.createInstance().select(RequestContextController.class);
    RequestContextController controller = controllers.get();
    // False where the container has activated the scope itself, as Payara does in onOpen.
    boolean activated = controller.activate();
    try {
      callback.run();
    } finally {
      if (activated) {
        controller.deactivate();
      }
      controllers.destroy(controller);
    }
  }
}
