package org.jseverywhere.websocket.internal.core;

import java.util.List;
import java.util.function.Consumer;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventListener;
import org.jseverywhere.websocket.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Fires the events of one server and of its ports: at listeners, then at observers, all within one
 * request scope; what any of them throws becomes an error event. Threads: any; the callers keep the
 * order.
 */
final class Dispatcher {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private final Server server;
  private final Application application;

  Dispatcher(Server server, Application application) {
    this.server = server;
    this.application = application;
  }

  /** Fires an event at these listeners, and then at the observers. */
  <E extends Event> void fire(
      EventType<E> type, E event, @Nullable ClientPort port, Listeners listeners) {
    fire(type, event, port, listeners, null);
  }

  /** Fires an event at these listeners in turn, and then at the observers. */
  <E extends Event> void fire(
      EventType<E> type,
      E event,
      @Nullable ClientPort port,
      Listeners first,
      @Nullable Listeners second) {
    Observers observers = application.observers();
    Consumer<Throwable> failed =
        thrown -> {
          if (event instanceof HandshakeDecision decision) {
            decision.failed();
          }
          failed(type, port, thrown);
        };
    observers.inRequestScope(
        () -> {
          first.fire(type, event, failed);
          if (second != null) {
            second.fire(type, event, failed);
          }
          observe(observers, event, failed);
        });
  }

  /** Fires the event that tells how opening went, at those who listened when it happened. */
  <E extends Event> void announce(EventType<E> type, E event, List<EventListener<?>> claimed) {
    Observers observers = application.observers();
    boolean observed = observers.observe(type, server.options().serverId());
    if (event instanceof Events.Failure failure && claimed.isEmpty() && !observed) {
      log(failure.data(), failure.cause());
    }
    observers.inRequestScope(
        () -> {
          claimed.forEach(listener -> Listeners.call(listener, event, t -> failed(type, null, t)));
          observe(observers, event, thrown -> failed(type, null, thrown));
        });
  }

  /** Calls one listener that came after the event that tells how opening went. */
  void announceLate(Event event, EventListener<?> listener) {
    application
        .observers()
        .inRequestScope(
            () -> Listeners.call(listener, event, thrown -> failed(event.type(), null, thrown)));
  }

  /** Tells the first that listens: the port, the server and the observers, the log. */
  void error(String data, @Nullable ClientPort port, @Nullable Throwable cause) {
    Observers observers = application.observers();
    Events.Failure event = new Events.Failure(server, port, data, cause);
    boolean portListens = port != null && port.listeners().has(EventType.ERROR);
    Listeners target = port != null && portListens ? port.listeners() : server.listeners();
    boolean observed =
        !portListens && observers.observe(EventType.ERROR, server.options().serverId());
    if (!observed && !target.has(EventType.ERROR)) {
      log(data, cause);
      return;
    }
    observers.inRequestScope(
        () -> {
          target.fire(
              EventType.ERROR, event, thrown -> log(threw(EventType.ERROR, port, thrown), thrown));
          if (observed) {
            observe(observers, event, thrown -> log(threw(EventType.ERROR, port, thrown), thrown));
          }
        });
  }

  private void failed(EventType<?> type, @Nullable ClientPort port, Throwable thrown) {
    if (type.equals(EventType.ERROR)) {
      log(threw(type, port, thrown), thrown);
    } else {
      error(threw(type, port, thrown), port, thrown);
    }
  }

  private void observe(Observers observers, Event event, Consumer<Throwable> failed) {
    if (observers.observe(event.type(), server.options().serverId())) {
      try {
        observers.fire(event);
      } catch (Throwable e) {
        // As for listeners: it must not reach the container.
        failed.accept(e);
      }
    }
  }

  private String threw(EventType<?> type, @Nullable ClientPort port, Throwable thrown) {
    return "A listener of the "
        + type
        + " event of "
        + (port == null ? "" : "client " + port.remoteURI() + " on ")
        + "the server on \""
        + server.url()
        + "\" threw "
        + thrown.getClass().getName()
        + (type.equals(EventType.HANDSHAKE)
            ? "; the client is refused."
            : "; the connection goes on.");
  }

  private static void log(String data, @Nullable Throwable cause) {
    LOG.log(System.Logger.Level.WARNING, data, cause);
  }
}
