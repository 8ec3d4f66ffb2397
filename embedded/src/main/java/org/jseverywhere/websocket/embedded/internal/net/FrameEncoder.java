package org.jseverywhere.websocket.embedded.internal.net;

import java.nio.ByteBuffer;
import org.jseverywhere.websocket.internal.core.Message;

/**
 * Puts messages into frames, one each, in one buffer that leaves in one step. A server does not
 * mask, so the payload of a broadcast is encoded once for all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
final class FrameEncoder {

  private static final int LAST_TEXT = 0x81;
  private static final int LAST_BINARY = 0x82;
  private static final int MAX_7_BITS = 125;
  private static final int MAX_16_BITS = 0xffff;

  private FrameEncoder() {}

  static ByteBuffer encode(Message message) {
    ByteBuffer frame = ByteBuffer.allocate(frameBytes(message));
    put(message, frame);
    return frame.flip();
  }

  static ByteBuffer encode(Message[] messages, int count) {
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += frameBytes(messages[i]);
    }
    ByteBuffer frames = ByteBuffer.allocate(size);
    for (int i = 0; i < count; i++) {
      put(messages[i], frames);
    }
    return frames.flip();
  }

  private static int frameBytes(Message message) {
    int size = message.sizeBytes();
    int header = size <= MAX_7_BITS ? 2 : size <= MAX_16_BITS ? 4 : 10;
    return header + size;
  }

  private static void put(Message message, ByteBuffer frames) {
    int size = message.sizeBytes();
    frames.put((byte) (message.isText() ? LAST_TEXT : LAST_BINARY));
    if (size <= MAX_7_BITS) {
      frames.put((byte) size);
    } else if (size <= MAX_16_BITS) {
      frames.put((byte) 126).putShort((short) size);
    } else {
      frames.put((byte) 127).putLong(size);
    }
    message.putPayload(frames);
  }
}
