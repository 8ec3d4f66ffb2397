package org.jseverywhere.websocket.embedded.internal.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection that are not yet a whole frame. Frames are taken from what arrives;
 * only the beginning of one that has not ended is kept. That grows with what arrives, not with what
 * a header announces, and is never more than the frames that its reader lets in. Threads: one at a
 * time.
 */
final class FrameBuffer {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** From the position on: what was not taken. The caller's until {@link #keep}. */
  private ByteBuffer bytes = NOTHING;

  /** The beginning of a frame, with room for more of it; null if none has begun. */
  private @Nullable ByteBuffer begun;

  /** What is still to come of a skipped frame. */
  private long skipBytes;

  /** Takes what has arrived; {@link #keep} must follow before its bytes change. */
  void append(ByteBuffer arrived) {
    int skipped = (int) Math.min(skipBytes, arrived.remaining());
    arrived.position(arrived.position() + skipped);
    skipBytes -= skipped;
    if (begun == null) {
      bytes = arrived;
      return;
    }
    int needed = begun.position() + arrived.remaining();
    if (needed > begun.capacity()) {
      begun = ByteBuffer.allocate(needed + needed / 2).put(begun.flip());
    }
    begun.put(arrived);
    bytes = begun.duplicate().flip();
  }

  /** Keeps what is left of what has arrived. */
  void keep() {
    if (!bytes.hasRemaining()) {
      begun = null;
    } else if (begun == null) {
      begun = ByteBuffer.allocate(bytes.remaining()).put(bytes);
    } else {
      begun.limit(bytes.limit()).position(bytes.position()).compact();
    }
    bytes = NOTHING;
  }

  /** Whether more has arrived than what was taken. */
  boolean hasMore() {
    return bytes.hasRemaining();
  }

  /** Reads the header of the next frame; false if it has not arrived. */
  boolean read(FrameHeader header) {
    return header.read(bytes);
  }

  /** Takes the whole frame of this header, or null if it has not arrived. */
  @Nullable ByteBuffer take(FrameHeader header) {
    long size = header.headerBytes() + header.payloadBytes();
    if (bytes.remaining() < size) {
      return null;
    }
    ByteBuffer frame = bytes.slice(bytes.position(), (int) size);
    bytes.position(bytes.position() + (int) size);
    return frame;
  }

  /** Drops the frame of this header, whether it has arrived or not. */
  void skip(FrameHeader header) {
    long size = header.headerBytes() + Math.max(0, header.payloadBytes());
    int now = (int) Math.min(size, bytes.remaining());
    bytes.position(bytes.position() + now);
    skipBytes = size - now;
  }
}
