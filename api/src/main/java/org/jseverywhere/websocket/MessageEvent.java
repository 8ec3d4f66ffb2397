package org.jseverywhere.websocket;

import java.nio.ByteBuffer;

/**
 * A message of a client. Fired by its port, and then by the server.
 *
 * <p>The handshake data is that of the port, as the draft has it on every message.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/comms.html#messageevent">HTML, interface
 *     MessageEvent</a>
 */
public non-sealed interface MessageEvent extends Event, OpeningHandshake {

  /**
   * The message: a {@link String} if it is text; otherwise a {@link Blob} or a {@link ByteBuffer}
   * as the {@link Port#binaryType() binaryType} of the port was when the event was made.
   *
   * @return a {@code String}, a {@code Blob}, or a new read-only {@code ByteBuffer}
   */
  Object data();

  /**
   * Whether the message is text.
   *
   * @return true for a text message, false for a binary one
   */
  boolean isText();

  /**
   * The text of a text message.
   *
   * @return the text
   * @throws IllegalStateException if the message is binary
   */
  String text();

  /**
   * The bytes of a binary message, whatever the binaryType.
   *
   * @return a new read-only buffer, from position 0 to the size of the message
   * @throws IllegalStateException if the message is text
   */
  ByteBuffer bytes();

  /**
   * The client that sent the message.
   *
   * @return its port
   */
  @Override
  Port port();
}
