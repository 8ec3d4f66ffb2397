package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventListener;
import org.jseverywhere.websocket.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The events of a server that concern no client, one at a time and in order: how opening went, also
 * for listeners that come later, and the end. Threads: any.
 */
final class Announcements {

  private final Application application;
  private final Dispatcher dispatcher;
  private final Listeners listeners;
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final SerialDrain drain = SerialDrain.of(this::deliverNext);

  /** Guards that a listener is either among those of the opening event or comes after it. */
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable Event opening;

  Announcements(Application application, Dispatcher dispatcher, Listeners listeners) {
    this.application = application;
    this.dispatcher = dispatcher;
    this.listeners = listeners;
  }

  /** Fires the event that tells how opening went. */
  <E extends Event> void opening(EventType<E> type, E event) {
    later(
        () -> {
          List<EventListener<?>> claimed;
          lock.lock();
          try {
            opening = event;
            claimed = listeners.claim(type);
          } finally {
            lock.unlock();
          }
          dispatcher.announce(type, event, claimed);
        });
  }

  /**
   * Adds a listener, and calls it if the event that tells how opening went has passed.
   *
   * @param add adds it; false if it was there already
   */
  void addListener(EventType<?> type, EventListener<?> listener, BooleanSupplier add) {
    Event passed;
    lock.lock();
    try {
      passed = add.getAsBoolean() ? opening : null;
    } finally {
      lock.unlock();
    }
    if (passed != null && passed.type().equals(type)) {
      later(() -> dispatcher.announceLate(passed, listener));
    }
  }

  /** Runs this after all that was announced before. */
  void later(Runnable event) {
    events.add(event);
    drain.wake(application.elsewhere());
  }

  private boolean deliverNext() {
    Runnable event = events.poll();
    if (event != null) {
      event.run();
    }
    return event != null;
  }
}
