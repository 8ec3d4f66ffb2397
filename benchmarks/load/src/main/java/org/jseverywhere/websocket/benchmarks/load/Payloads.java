package org.jseverywhere.websocket.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Messages of one size. Each says who sent it and which of that sender's it is, and the rest of it
 * depends on both, so that bytes of one message inside another are noticed.
 */
final class Payloads {

  /** Bytes in front of the filling: sender and sequence, in hexadecimal. */
  static final int HEADER = 12;

  private static final int SENDER_DIGITS = 4;
  private static final int VARIANTS = 16;
  private static final int STEP = 4;
  private static final byte[] MASK = {0x5a, 0x13, (byte) 0xc7, 0x2e};
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int SHORT_LENGTH = 125;
  private static final int TWO_BYTES = 126;
  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;
  private static final int NIBBLE = 0xf;

  private final int size;
  private final int fillingSize;
  private final ByteBuffer plain;
  private final ByteBuffer masked;

  Payloads(int size) {
    if (size < HEADER || size > Short.MAX_VALUE) {
      throw new IllegalArgumentException("size " + size + ": 12 to 32767");
    }
    this.size = size;
    this.fillingSize = size - HEADER;
    int length = fillingSize + VARIANTS * STEP;
    plain = ByteBuffer.allocateDirect(length);
    masked = ByteBuffer.allocateDirect(length);
    Random random = new Random(size);
    for (int i = 0; i < length; i++) {
      byte letter = (byte) ('a' + random.nextInt('z' - 'a' + 1));
      plain.put(i, letter);
      masked.put(i, (byte) (letter ^ MASK[i % MASK.length]));
    }
  }

  int size() {
    return size;
  }

  /** Bytes that one frame from a client takes. */
  int frameSize() {
    return size + 2 + MASK.length + (size > SHORT_LENGTH ? 2 : 0);
  }

  /** Appends a masked frame. */
  void put(ByteBuffer out, int sender, int sequence) {
    out.put((byte) TEXT);
    if (size > SHORT_LENGTH) {
      out.put((byte) (MASKED | TWO_BYTES)).putShort((short) size);
    } else {
      out.put((byte) (MASKED | size));
    }
    out.put(MASK);
    for (int i = 0; i < SENDER_DIGITS; i++) {
      putDigit(out, i, sender >>> (4 * (SENDER_DIGITS - 1 - i)));
    }
    for (int i = SENDER_DIGITS; i < HEADER; i++) {
      putDigit(out, i, sequence >>> (4 * (HEADER - 1 - i)));
    }
    // The step and the header are multiples of the mask's length, so that one table will do.
    out.put(out.position(), masked, variant(sender, sequence), fillingSize);
    out.position(out.position() + fillingSize);
  }

  private static void putDigit(ByteBuffer out, int index, int value) {
    out.put((byte) (DIGITS[value & NIBBLE] ^ MASK[index % MASK.length]));
  }

  private static int variant(int sender, int sequence) {
    return ((sender * 7 + sequence) & (VARIANTS - 1)) * STEP;
  }

  /** The sender of a message at this place, or negative if there is no message of ours. */
  int sender(ByteBuffer in, int at, int length) {
    return length == size ? number(in, at, at + SENDER_DIGITS) : -1;
  }

  static int sequence(ByteBuffer in, int at) {
    return number(in, at + SENDER_DIGITS, at + HEADER);
  }

  private static int number(ByteBuffer in, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = in.get(i);
      int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
      if ((value & ~NIBBLE) != 0) {
        return -1;
      }
      number = number << 4 | value;
    }
    return number;
  }

  /** Whether everything behind the header is what that sender sent; moves the limit of neither. */
  boolean fillingIsRight(ByteBuffer in, int at, int sender, int sequence) {
    int position = in.position();
    int limit = in.limit();
    int variant = variant(sender, sequence);
    plain.limit(variant + fillingSize).position(variant);
    in.limit(at + size).position(at + HEADER);
    boolean right = plain.mismatch(in) < 0;
    in.limit(limit).position(position);
    return right;
  }
}
