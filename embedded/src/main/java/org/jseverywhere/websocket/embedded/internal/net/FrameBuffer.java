package org.jseverywhere.websocket.embedded.internal.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection that are not yet a whole frame. It grows with what arrives, not with
 * what a header announces, and never holds more than the frames that its reader lets in. Threads:
 * one at a time.
 */
final class FrameBuffer {

  private static final int INITIAL_BYTES = 256;

  /** From position to limit: what has arrived and was not taken. */
  private ByteBuffer held = ByteBuffer.allocate(INITIAL_BYTES).limit(0);

  /** What is still to come of a skipped frame. */
  private long skipBytes;

  void append(ByteBuffer arrived) {
    int skipped = (int) Math.min(skipBytes, arrived.remaining());
    arrived.position(arrived.position() + skipped);
    skipBytes -= skipped;
    int needed = held.remaining() + arrived.remaining();
    if (needed > held.capacity()) {
      held = ByteBuffer.allocate(needed + needed / 2).put(held);
    } else {
      held.compact();
    }
    held.put(arrived).flip();
  }

  /** The header of the next frame, or null if it has not arrived. */
  @Nullable FrameHeader header() {
    return FrameHeader.peek(held);
  }

  /** Takes the whole frame of this header, or null if it has not arrived. */
  @Nullable ByteBuffer take(FrameHeader header) {
    long size = header.headerBytes() + header.payloadBytes();
    if (held.remaining() < size) {
      return null;
    }
    ByteBuffer frame = held.slice(held.position(), (int) size);
    held.position(held.position() + (int) size);
    return frame;
  }

  /** Drops the frame of this header, whether it has arrived or not. */
  void skip(FrameHeader header) {
    long size = header.headerBytes() + Math.max(0, header.payloadBytes());
    int now = (int) Math.min(size, held.remaining());
    held.position(held.position() + now);
    skipBytes = size - now;
  }
}
