package org.jseverywhere.websocket;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Immutable bytes.
 *
 * @see <a href="https://w3c.github.io/FileAPI/#blob-section">File API, interface Blob</a>
 */
public final class Blob {

  private final byte[] bytes;
  private final int offset;
  private final int size;

  private Blob(byte[] bytes, int offset, int size) {
    this.bytes = bytes;
    this.offset = offset;
    this.size = size;
  }

  /**
   * A blob of a copy of these bytes.
   *
   * @param bytes what it is to hold
   * @return the blob
   */
  public static Blob of(byte[] bytes) {
    return new Blob(bytes.clone(), 0, bytes.length);
  }

  /**
   * A blob of a copy of what remains in this buffer, whose position does not change.
   *
   * @param buffer what it is to hold
   * @return the blob
   */
  public static Blob of(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return new Blob(copy, 0, copy.length);
  }

  /**
   * A blob of the UTF-8 encoding of this text.
   *
   * @param text what it is to hold
   * @return the blob
   */
  public static Blob of(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    return new Blob(encoded, 0, encoded.length);
  }

  /**
   * How much it holds.
   *
   * @return the size in bytes
   */
  public int size() {
    return size;
  }

  /**
   * A part of this blob, without copying.
   *
   * @param start the first byte of the part, 0 to {@link #size()}
   * @param end the byte after the last, {@code start} to {@link #size()}
   * @return the part
   * @throws IndexOutOfBoundsException if the part is not within this blob
   */
  public Blob slice(int start, int end) {
    Objects.checkFromToIndex(start, end, size);
    return new Blob(bytes, offset + start, end - start);
  }

  /**
   * The bytes as a stream; each call gives a stream of its own, which need not be closed.
   *
   * @return a stream from the first byte
   */
  public InputStream stream() {
    return new ByteArrayInputStream(bytes, offset, size);
  }

  /**
   * The bytes, without copying.
   *
   * @return a new read-only buffer, from position 0 to {@link #size()}
   */
  public ByteBuffer arrayBuffer() {
    return ByteBuffer.wrap(bytes, offset, size).slice().asReadOnlyBuffer();
  }

  /**
   * The bytes decoded as UTF-8, malformed parts replaced by U+FFFD.
   *
   * @return the text
   */
  public String text() {
    return new String(bytes, offset, size, StandardCharsets.UTF_8);
  }

  /** {@return the size, never the content} */
  @Override
  public String toString() {
    return "Blob[" + size + " bytes]";
  }
}
