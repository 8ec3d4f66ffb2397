package org.jseverywhere.websocket;

/**
 * How a listener is added.
 *
 * @see <a href="https://dom.spec.whatwg.org/#dictdef-addeventlisteneroptions">DOM,
 *     AddEventListenerOptions</a>
 */
public enum ListenerOption {
  /** The listener is removed before it is called for the first time. */
  ONCE
}
