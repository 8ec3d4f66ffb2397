package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jseverywhere.websocket.EventListener;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.OpenEvent;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.Test;

class ListenersTest {

  private final Listeners listeners =
      new Listeners(new Listeners.Target("port", Set.of(EventType.OPEN)));
  private final List<String> called = new ArrayList<>();
  private final List<Throwable> thrown = new ArrayList<>();
  private final Application application = new Application(ListenersTest.class.getClassLoader());
  private final OpenEvent event =
      new Events.Open(
          new Server(application, WebSocketServerOptions.of("/x").build(), ServerUrl.parse("/x")));

  @Test
  void areCalledInTheOrderOfTheirAdding() {
    listeners.add(EventType.OPEN, e -> called.add("1"), false);
    listeners.setHandler(EventType.OPEN, e -> called.add("handler"));
    listeners.add(EventType.OPEN, e -> called.add("2"), false);

    fire();

    assertThat(called).containsExactly("1", "handler", "2");
  }

  @Test
  void aHandlerThatReplacesAnotherKeepsItsPlace() {
    listeners.setHandler(EventType.OPEN, e -> called.add("old"));
    listeners.add(EventType.OPEN, e -> called.add("listener"), false);
    listeners.setHandler(EventType.OPEN, e -> called.add("new"));

    fire();

    assertThat(called).containsExactly("new", "listener");
  }

  @Test
  void aHandlerThatWasRemovedGivesUpItsPlace() {
    listeners.setHandler(EventType.OPEN, e -> called.add("old"));
    listeners.add(EventType.OPEN, e -> called.add("listener"), false);
    listeners.setHandler(EventType.OPEN, null);
    listeners.setHandler(EventType.OPEN, e -> called.add("new"));

    fire();

    assertThat(called).containsExactly("listener", "new");
  }

  @Test
  void theSameListenerCountsOnce() {
    EventListener<OpenEvent> listener = e -> called.add("x");
    listeners.add(EventType.OPEN, listener, false);
    listeners.add(EventType.OPEN, listener, true);

    fire();
    fire();

    assertThat(called).containsExactly("x", "x");
  }

  @Test
  void onceIsOnce() {
    listeners.add(EventType.OPEN, e -> called.add("once"), true);

    fire();
    fire();

    assertThat(called).containsExactly("once");
    assertThat(listeners.has(EventType.OPEN)).isFalse();
  }

  @Test
  void aRemovedListenerIsNotCalled() {
    EventListener<OpenEvent> listener = e -> called.add("x");
    listeners.add(EventType.OPEN, listener, false);
    listeners.remove(EventType.OPEN, listener);
    listeners.remove(EventType.OPEN, listener);

    fire();

    assertThat(called).isEmpty();
  }

  @Test
  void whatOneThrowsDoesNotKeepTheNextFromBeingCalled() {
    AssertionError failure = new AssertionError();
    listeners.add(
        EventType.OPEN,
        e -> {
          throw failure;
        },
        false);
    listeners.add(EventType.OPEN, e -> called.add("next"), false);

    fire();

    assertThat(called).containsExactly("next");
    assertThat(thrown).containsExactly(failure);
  }

  @Test
  void aTypeThatIsNeverFiredIsRefused() {
    EventListener<MessageEvent> listener = e -> {};

    assertThatThrownBy(() -> listeners.add(EventType.MESSAGE, listener, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port")
        .hasMessageContaining("\"message\"")
        .hasMessageContaining("[open]");
  }

  private void fire() {
    listeners.fire(EventType.OPEN, event, thrown::add);
  }
}
