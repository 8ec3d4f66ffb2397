package org.jseverywhere.websocket;

/**
 * What events are fired at: a server or a port.
 *
 * <p>Listeners are called one after the other in the order in which they were added. An event
 * handler, such as {@link Port#onMessage} sets, has the place of its first setting; replacing it
 * keeps the place, removing it with null gives the place up.
 *
 * @see <a href="https://dom.spec.whatwg.org/#interface-eventtarget">DOM, interface EventTarget</a>
 */
public sealed interface EventTarget permits WebSocketServer, Port {

  /**
   * Adds a listener. The same listener of the same type counts once, whatever its options.
   *
   * <p>Adding a message listener to a port does not start it; see {@link Port#start()}.
   *
   * @param <E> the events of that type
   * @param type what to listen to
   * @param listener what to call
   * @param options how
   * @throws IllegalArgumentException if this target never fires events of that type
   */
  <E extends Event> void addEventListener(
      EventType<E> type, EventListener<? super E> listener, ListenerOption... options);

  /**
   * Removes a listener; one that was not added is no error. A listener that another thread is just
   * calling may still be running when this returns.
   *
   * @param <E> the events of that type
   * @param type what it listened to
   * @param listener what was added
   */
  <E extends Event> void removeEventListener(EventType<E> type, EventListener<? super E> listener);
}
