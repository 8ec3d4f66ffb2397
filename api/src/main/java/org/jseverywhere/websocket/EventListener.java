package org.jseverywhere.websocket;

/**
 * What an application does when an event is fired.
 *
 * <p>What a listener throws neither ends the connection nor keeps other listeners from being
 * called; it becomes one {@link ErrorEvent}. A listener of a port should not block for long: the
 * next events of that port wait for it, those of other ports do not.
 *
 * @param <E> the events it takes
 * @see <a href="https://dom.spec.whatwg.org/#callbackdef-eventlistener">DOM, EventListener</a>
 */
@FunctionalInterface
public interface EventListener<E extends Event> {

  /**
   * Handles one event.
   *
   * @param event the event
   * @throws Exception whatever went wrong
   */
  void handleEvent(E event) throws Exception;
}
