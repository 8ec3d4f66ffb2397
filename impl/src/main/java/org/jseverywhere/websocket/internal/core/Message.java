package org.jseverywhere.websocket.internal.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jseverywhere.websocket.Blob;
import org.jspecify.annotations.Nullable;

/** One immutable message, shared by all queues that it waits in. Threads: any. */
public final class Message {

  private final @Nullable String text;
  private final @Nullable Blob binary;
  private final int sizeBytes;

  /** The text in UTF-8, once it was asked for; made twice by two threads, it is the same. */
  private volatile byte @Nullable [] utf8;

  private final @Nullable String key;

  private Message(
      @Nullable String text, @Nullable Blob binary, int sizeBytes, @Nullable String key) {
    this.text = text;
    this.binary = binary;
    this.sizeBytes = sizeBytes;
    this.key = key;
  }

  /** A text message; unpaired surrogates become U+FFFD, as in a USVString. */
  public static Message of(String text) {
    int length = text.length();
    if (isAscii(text)) {
      return new Message(text, null, length, null);
    }
    long size = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        size++;
      } else if (c < 0x800) {
        size += 2;
      } else if (!Character.isSurrogate(c)) {
        size += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        size += 4;
        i++;
      } else {
        return of(withoutUnpairedSurrogates(text));
      }
    }
    return new Message(text, null, Math.toIntExact(size), null);
  }

  /**
   * Looks at four in a step, since none has to wait for the one before. Encoding a long text would
   * be as fast, but writing memory that is thrown away slows down what comes after it.
   */
  private static boolean isAscii(String text) {
    int length = text.length();
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      a |= text.charAt(i);
      b |= text.charAt(i + 1);
      c |= text.charAt(i + 2);
      d |= text.charAt(i + 3);
    }
    for (; i < length; i++) {
      a |= text.charAt(i);
    }
    return (a | b | c | d) < 0x80;
  }

  /** A binary message. */
  public static Message of(Blob binary) {
    return new Message(null, binary, binary.size(), null);
  }

  private static String withoutUnpairedSurrogates(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints().forEach(c -> mended.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return mended.toString();
  }

  /** The same message with a key: a later one with this key may be sent in its place. */
  Message latest(String newKey) {
    return new Message(text, binary, sizeBytes, Objects.requireNonNull(newKey, "key"));
  }

  /** What it is about, if a later one may be sent in its place. */
  @Nullable String key() {
    return key;
  }

  /** Whether this is a text message. */
  public boolean isText() {
    return text != null;
  }

  /** The text of a text message. */
  public String text() {
    if (text == null) {
      throw new IllegalStateException(
          "Cannot read text: the message is binary, of " + sizeBytes + " bytes.");
    }
    return text;
  }

  /** The bytes of a binary message. */
  public Blob blob() {
    if (binary == null) {
      throw new IllegalStateException(
          "Cannot read bytes: the message is text, of " + sizeBytes + " bytes of UTF-8.");
    }
    return binary;
  }

  /** The bytes of a binary message, in a new read-only buffer. */
  public ByteBuffer bytes() {
    return blob().arrayBuffer();
  }

  /** Puts its payload, as it is on the wire, at the position of a buffer that has room for it. */
  public void putPayload(ByteBuffer target) {
    if (text == null) {
      target.put(bytes());
      return;
    }
    byte[] encoded = utf8;
    if (encoded == null) {
      encoded = text.getBytes(UTF_8);
      utf8 = encoded;
    }
    target.put(encoded);
  }

  /** The size of its payload on the wire. */
  public int sizeBytes() {
    return sizeBytes;
  }

  /** {@return the kind and size, never the content} */
  @Override
  public String toString() {
    return (isText() ? "text" : "binary") + " message of " + sizeBytes + " bytes";
  }
}
