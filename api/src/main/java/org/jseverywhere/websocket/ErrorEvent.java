package org.jseverywhere.websocket;

import org.jspecify.annotations.Nullable;

/**
 * A failure that no caller could be told of: the server cannot listen, or a listener threw.
 *
 * <p>If it concerns one client it is fired by its port; by the server if the port has no error
 * listener; it is logged if the server has none either. It never ends a connection by itself.
 */
public non-sealed interface ErrorEvent extends Event {

  /**
   * What was tried, on what, what was found, and what to do about it.
   *
   * @return a description for a person; never a cookie, an authorization header or a message
   */
  String data();

  /**
   * What was thrown.
   *
   * @return the cause, or null if nothing was thrown
   */
  @Nullable Throwable cause();
}
