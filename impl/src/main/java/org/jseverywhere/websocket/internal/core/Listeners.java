package org.jseverywhere.websocket.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventListener;
import org.jseverywhere.websocket.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one event target, in the order of DOM's event listener list. Threads: any.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/webappapis.html#event-handlers">HTML, event
 *     handlers</a>
 */
final class Listeners {

  private record Entry(EventListener<?> listener, boolean isHandler, boolean once) {

    /** Written out: a generated one leaves this class, and with it the application, in the JDK. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /**
   * What fires events.
   *
   * @param name what it is, for messages to a person
   * @param types those that it fires
   */
  record Target(String name, Set<EventType<?>> types) {}

  private static final VarHandle BY_TYPE =
      Handles.field(MethodHandles.lookup(), "byType", Map.class);

  private final Target target;

  /**
   * Replaced as a whole; empty, and shared, for most ports, since few have listeners of their own.
   */
  @SuppressWarnings("FieldCanBeFinal") // by its handle it changes
  private volatile Map<EventType<?>, List<Entry>> byType = Map.of();

  /** No listeners yet. */
  Listeners(Target target) {
    this.target = target;
  }

  <E extends Event> boolean add(
      EventType<E> type, EventListener<? super E> listener, boolean once) {
    return change(
        type,
        entries ->
            entries.stream().anyMatch(e -> !e.isHandler() && e.listener().equals(listener))
                ? entries
                : with(entries, new Entry(listener, false, once)));
  }

  <E extends Event> void remove(EventType<E> type, EventListener<? super E> listener) {
    change(type, entries -> without(entries, e -> !e.isHandler() && e.listener().equals(listener)));
  }

  <E extends Event> void setHandler(EventType<E> type, @Nullable EventListener<? super E> handler) {
    change(
        type,
        entries -> {
          if (handler == null) {
            return without(entries, Entry::isHandler);
          }
          Entry entry = new Entry(handler, true, false);
          return entries.stream().anyMatch(Entry::isHandler)
              ? entries.stream().map(e -> e.isHandler() ? entry : e).toList()
              : with(entries, entry);
        });
  }

  private static List<Entry> with(List<Entry> entries, Entry last) {
    return Stream.concat(entries.stream(), Stream.of(last)).toList();
  }

  private static List<Entry> without(List<Entry> entries, Predicate<Entry> unwanted) {
    return entries.stream().anyMatch(unwanted)
        ? entries.stream().filter(unwanted.negate()).toList()
        : entries;
  }

  /** False if that changed nothing. */
  private boolean change(EventType<?> type, UnaryOperator<List<Entry>> change) {
    if (!target.types().contains(type)) {
      throw new IllegalArgumentException(
          "A %s fires no \"%s\" events; it fires %s."
              .formatted(target.name(), type, target.types()));
    }
    while (true) {
      Map<EventType<?>, List<Entry>> present = byType;
      List<Entry> entries = present.getOrDefault(type, List.of());
      List<Entry> changed = change.apply(entries);
      if (changed.equals(entries)) {
        return false;
      }
      Map<EventType<?>, List<Entry>> next = new HashMap<>(present);
      next.put(type, changed);
      if (BY_TYPE.compareAndSet(this, present, Map.copyOf(next))) {
        return true;
      }
    }
  }

  private List<Entry> entries(EventType<?> type) {
    return byType.getOrDefault(type, List.of());
  }

  boolean has(EventType<?> type) {
    return !entries(type).isEmpty();
  }

  /**
   * Calls the listeners of an event, one after the other.
   *
   * @param failed is told what they throw
   */
  <E extends Event> void fire(EventType<E> type, E event, Consumer<Throwable> failed) {
    for (Entry entry : entries(type)) {
      if (!entry.once() || change(type, now -> without(now, entry::equals))) {
        call(entry.listener(), event, failed);
      }
    }
  }

  /**
   * The listeners to call for an event that is fired only once; those who come later are not in it.
   */
  List<EventListener<?>> claim(EventType<?> type) {
    List<EventListener<?>> claimed =
        entries(type).stream().<EventListener<?>>map(Entry::listener).toList();
    change(type, now -> without(now, Entry::once));
    return claimed;
  }

  @SuppressWarnings("unchecked") // An entry is only ever added under the type of its events.
  static <E extends Event> void call(
      EventListener<?> listener, E event, Consumer<Throwable> failed) {
    try {
      ((EventListener<E>) listener).handleEvent(event);
    } catch (Throwable e) {
      // Whatever a listener throws must not reach the container, which may close the connection.
      failed.accept(e);
    }
  }
}
