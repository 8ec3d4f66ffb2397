package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.MessageHandler;
import org.jseverywhere.websocket.Blob;

/** What a client sends, in its order. Threads: one at a time. */
interface Arrivals extends MessageHandler.Whole<String> {

  /**
   * How large a message may be, in bytes; for those that see to it where the container does not.
   */
  int limitBytes();

  void text(String text);

  /** For the container: as {@link #text}. */
  @Override
  default void onMessage(String text) {
    text(text);
  }

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
   * A small part of a message has arrived, which costs as much as a message. Told before its
   * content is: if it is one too many, that and all that follows is dropped.
   */
  void part();

  /**
   * Drops a frame, or a part of one, if the client is being sent away; of one that sends on little
   * is read from then. To be asked before it is told.
   *
   * @return true if it is not to be told
   */
  boolean drops(int payloadBytes);

  /** Does this when what came before has been told. */
  void inTurn(Runnable action);
}
