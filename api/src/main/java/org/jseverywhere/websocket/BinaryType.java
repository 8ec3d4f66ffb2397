package org.jseverywhere.websocket;

/**
 * How {@link MessageEvent#data()} gives a binary message.
 *
 * @see <a href="https://websockets.spec.whatwg.org/#dom-websocket-binarytype">WHATWG WebSockets,
 *     binaryType</a>
 */
public enum BinaryType {
  /** As a {@link Blob}; the default. */
  BLOB("blob"),
  /** As a read-only {@link java.nio.ByteBuffer}. */
  ARRAYBUFFER("arraybuffer");

  private final String value;

  BinaryType(String value) {
    this.value = value;
  }

  /**
   * The type of that name.
   *
   * @param value {@code "blob"} or {@code "arraybuffer"}
   * @return the type
   * @throws IllegalArgumentException for any other name (the draft: SyntaxError)
   */
  public static BinaryType of(String value) {
    for (BinaryType type : values()) {
      if (type.value.equals(value)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "No binaryType \"" + value + "\": allowed are \"blob\" and \"arraybuffer\".");
  }

  /**
   * The name of this type in the draft.
   *
   * @return {@code "blob"} or {@code "arraybuffer"}
   */
  public String value() {
    return value;
  }

  /** {@return the {@link #value()}} */
  @Override
  public String toString() {
    return value;
  }
}
