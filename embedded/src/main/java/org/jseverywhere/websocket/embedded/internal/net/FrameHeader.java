package org.jseverywhere.websocket.embedded.internal.net;

import java.nio.ByteBuffer;

/**
 * What a frame says of itself before its payload has arrived. One object for all frames of a
 * connection: a flood of tiny ones would else be a flood of garbage too. Threads: one at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
final class FrameHeader {

  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int MAX_CONTROL_PAYLOAD = 125;

  private static final int LENGTH_IN_2_BYTES = 126;
  private static final int LENGTH_IN_8_BYTES = 127;
  private static final int MASK_BYTES = 4;

  private int opcode;
  private boolean masked;
  private int headerBytes;
  private long payloadBytes;

  /** Reads the header that begins at the position, which stays; false if not all of it is there. */
  boolean read(ByteBuffer bytes) {
    if (bytes.remaining() < 2) {
      return false;
    }
    int start = bytes.position();
    int second = bytes.get(start + 1);
    int length = second & 0x7f;
    opcode = bytes.get(start) & 0x0f;
    masked = (second & 0x80) != 0;
    headerBytes = 2 + lengthBytes(length) + (masked ? MASK_BYTES : 0);
    if (bytes.remaining() < headerBytes) {
      return false;
    }
    payloadBytes =
        switch (length) {
          case LENGTH_IN_2_BYTES -> bytes.getShort(start + 2) & 0xffff;
          case LENGTH_IN_8_BYTES -> bytes.getLong(start + 2);
          default -> length;
        };
    return true;
  }

  private static int lengthBytes(int length) {
    return switch (length) {
      case LENGTH_IN_2_BYTES -> Short.BYTES;
      case LENGTH_IN_8_BYTES -> Long.BYTES;
      default -> 0;
    };
  }

  /** Whether its payload is masked. */
  boolean masked() {
    return masked;
  }

  /** The size of the header, the masking key included. */
  int headerBytes() {
    return headerBytes;
  }

  /** The announced size of the payload; negative if it is beyond all bounds. */
  long payloadBytes() {
    return payloadBytes;
  }

  boolean isControl() {
    return opcode >= CLOSE;
  }

  boolean isClose() {
    return opcode == CLOSE;
  }
}
