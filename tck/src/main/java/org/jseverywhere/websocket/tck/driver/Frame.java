package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One frame of RFC 6455, section 5.2, as a client writes and reads it; also frames that are wrong.
 *
 * @param fin whether it ends its message
 * @param opcode what it carries
 * @param payload what it carries
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Frame(boolean fin, int opcode, byte[] payload) {

  /** Goes on with a message. */
  public static final int CONTINUATION = 0;

  /** Begins a text message. */
  public static final int TEXT = 1;

  /** Begins a binary message. */
  public static final int BINARY = 2;

  /** Asks for a pong. */
  public static final int PING = 9;

  /** The opcode of a close frame. */
  public static final int CLOSE = 8;

  static final int PONG = 10;

  /**
   * A whole text message.
   *
   * @param text the message
   * @return the frame
   */
  public static Frame text(String text) {
    return new Frame(true, TEXT, text.getBytes(UTF_8));
  }

  /**
   * A close frame.
   *
   * @param code the status code
   * @param reason the reason
   * @return the frame
   */
  public static Frame close(int code, String reason) {
    byte[] encoded = reason.getBytes(UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + encoded.length);
    payload.putShort((short) code).put(encoded);
    return new Frame(true, CLOSE, payload.array());
  }

  /**
   * A close frame without a status code.
   *
   * @return the frame
   */
  public static Frame emptyClose() {
    return new Frame(true, CLOSE, new byte[0]);
  }

  /**
   * The bytes on the wire.
   *
   * @param masked as clients must; a wrong one does not
   * @return the frame
   */
  public byte[] encode(boolean masked) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write((fin ? 0x80 : 0) | opcode);
    int maskBit = masked ? 0x80 : 0;
    if (payload.length < 126) {
      out.write(maskBit | payload.length);
    } else if (payload.length < 65_536) {
      out.write(maskBit | 126);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      out.write(maskBit | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    byte[] mask = {0x12, 0x34, 0x56, 0x78};
    byte[] body = payload.clone();
    if (masked) {
      out.writeBytes(mask);
      for (int i = 0; i < body.length; i++) {
        body[i] ^= mask[i % 4];
      }
    }
    out.writeBytes(body);
    return out.toByteArray();
  }

  boolean isPing() {
    return opcode == PING;
  }

  /** The answer to this ping. */
  Frame pong() {
    return new Frame(true, PONG, payload);
  }

  /** Reads a frame of the server, which never masks. */
  static Frame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length >= 0x80) {
      throw new IOException("The server sent a masked frame");
    }
    long size =
        switch (length) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> length;
        };
    byte[] payload = in.readNBytes((int) size);
    if (payload.length < size) {
      throw new EOFException("The connection ended inside a frame");
    }
    return new Frame((first & 0x80) != 0, first & 0x0f, payload);
  }

  /** {@return what the tests expect, such as {@code hello} or {@code closed 1001}} */
  @Override
  public String toString() {
    return switch (opcode) {
      case TEXT -> new String(payload, UTF_8);
      case BINARY -> "binary " + new String(payload, UTF_8);
      case CLOSE -> payload.length < 2 ? "closed" : closed();
      case PING -> "ping " + new String(payload, UTF_8);
      case PONG -> "pong " + new String(payload, UTF_8);
      default -> "opcode " + opcode;
    };
  }

  private String closed() {
    int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
    return ("closed " + code + " " + new String(payload, 2, payload.length - 2, UTF_8)).strip();
  }
}
