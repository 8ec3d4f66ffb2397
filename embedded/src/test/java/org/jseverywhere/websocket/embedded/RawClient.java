package org.jseverywhere.websocket.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;

/** A client that is nothing but a socket. */
final class RawClient implements AutoCloseable {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final Socket socket;
  private final DataInputStream in;

  /** On a connection that stands. */
  RawClient(Socket connected) throws IOException {
    socket = connected;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  RawClient(String url) throws IOException {
    this(URI.create(url), 0);
  }

  RawClient(URI uri, int receiveBytes) throws IOException {
    socket = new Socket();
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** A client that has been let in. */
  static RawClient connect(String url) throws IOException {
    return connect(url, 0);
  }

  static RawClient connect(String url, int receiveBytes) throws IOException {
    URI uri = URI.create(url);
    RawClient client = new RawClient(uri, receiveBytes);
    String answer = client.request(handshake(uri));
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("Not let in: " + answer);
    }
    return client;
  }

  static String handshake(URI uri, String... more) {
    return "GET "
        + uri.getRawPath()
        + " HTTP/1.1\r\nHost: "
        + uri.getAuthority()
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: "
        + KEY
        + "\r\n"
        + String.join("", more)
        + "\r\n";
  }

  int localPort() {
    return socket.getLocalPort();
  }

  void write(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends a request, and reads the head of the answer. */
  String request(String request) throws IOException {
    write(request.getBytes(ISO_8859_1));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  RawClient send(boolean fin, int opcode, byte[] payload) throws IOException {
    write(frame(fin, opcode, true, payload));
    return this;
  }

  RawClient send(String text) throws IOException {
    return send(true, TEXT, text.getBytes(UTF_8));
  }

  RawClient sendClose(int code) throws IOException {
    return send(true, CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  static byte[] frame(boolean fin, int opcode, boolean masked, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) ((fin ? 0x80 : 0) | opcode));
    int maskBit = masked ? 0x80 : 0;
    if (payload.length < 126) {
      frame.put((byte) (maskBit | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (maskBit | 127)).putLong(payload.length);
    }
    byte[] mask = masked ? new byte[] {0x12, 0x34, 0x56, 0x78} : new byte[0];
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ (masked ? mask[i % 4] : 0)));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /**
   * Reads the next frame, such as "hello", "binary 3", "closed 1001", "pong x"; "end" or "reset".
   */
  String receive() throws IOException {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte();
      long size =
          switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> length;
          };
      byte[] payload = in.readNBytes((int) size);
      return describe(opcode, payload);
    } catch (EOFException e) {
      return "end";
    } catch (SocketException e) {
      return "reset";
    }
  }

  private static String describe(int opcode, byte[] payload) {
    return switch (opcode) {
      case TEXT -> new String(payload, UTF_8);
      case BINARY -> "binary " + payload.length;
      case CLOSE -> "closed " + (payload.length < 2 ? "" : ByteBuffer.wrap(payload).getShort());
      case PONG -> "pong " + new String(payload, UTF_8);
      default -> "opcode " + opcode;
    };
  }

  String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    in.transferTo(rest);
    return rest.toString(ISO_8859_1);
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
