package org.jseverywhere.websocket.embedded.internal.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a frame says of itself before its payload has arrived.
 *
 * @param opcode what it carries
 * @param masked whether its payload is masked
 * @param headerBytes the size of the header, the masking key included
 * @param payloadBytes the announced size of the payload; negative if it is beyond all bounds
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
record FrameHeader(int opcode, boolean masked, int headerBytes, long payloadBytes) {

  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int MAX_CONTROL_PAYLOAD = 125;

  private static final int LENGTH_IN_2_BYTES = 126;
  private static final int LENGTH_IN_8_BYTES = 127;

  /** Reads the header that begins at the position, which stays; null if not all of it is there. */
  static @Nullable FrameHeader peek(ByteBuffer bytes) {
    if (bytes.remaining() < 2) {
      return null;
    }
    int start = bytes.position();
    int opcode = bytes.get(start) & 0x0f;
    boolean masked = (bytes.get(start + 1) & 0x80) != 0;
    int length = bytes.get(start + 1) & 0x7f;
    int lengthBytes =
        switch (length) {
          case LENGTH_IN_2_BYTES -> 2;
          case LENGTH_IN_8_BYTES -> 8;
          default -> 0;
        };
    int headerBytes = 2 + lengthBytes + (masked ? 4 : 0);
    if (bytes.remaining() < headerBytes) {
      return null;
    }
    long payloadBytes =
        switch (length) {
          case LENGTH_IN_2_BYTES -> bytes.getShort(start + 2) & 0xffff;
          case LENGTH_IN_8_BYTES -> bytes.getLong(start + 2);
          default -> length;
        };
    return new FrameHeader(opcode, masked, headerBytes, payloadBytes);
  }

  boolean isControl() {
    return opcode >= CLOSE;
  }

  /** Whether it begins a message rather than going on with one. */
  boolean beginsMessage() {
    return opcode != 0;
  }
}
