package org.jseverywhere.websocket.internal.endpoint;

import org.jseverywhere.websocket.Blob;

/** What a client sends, in its order. Threads: one at a time. */
interface Arrivals {

  void text(String text);

  void binary(Blob blob);

  /** A message has grown too large; whether its end comes or not, nothing else is told. */
  void tooLarge();

  /**
   * A ping or a pong has arrived, of so many bytes; it has no place in the order.
   *
   * @return false if it is one too many, and not to be answered
   */
  boolean takesControl(int payloadBytes);

  /**
   * Tells of a frame, or a part of one, before it is told as what it is.
   *
   * @return true if it is for nobody, since the client is being sent away; who tells of such ones
   *     is paused at times
   */
  boolean isForNobody(int payloadBytes);

  /** Does this when what came before has been told. */
  void inTurn(Runnable action);
}
