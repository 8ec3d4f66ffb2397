package org.jseverywhere.websocket.internal.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client that sends the same empty frame again and again, and reads whatever comes. */
final class Flood {

  static final int TEXT = 0x81;
  static final int PING = 0x89;
  static final int PONG = 0x8A;

  /** Several times what sockets hold, and what is read until a container is looked at. */
  static final long MUCH_BYTES = 64L * 1024 * 1024;

  private static final String HANDSHAKE =
      """
      GET %s HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  /** Two bytes of header, four of mask, and nothing else. */
  private static final int EMPTY_FRAME_BYTES = 6;

  private Flood() {}

  /** How much was sent until the connection was cut, or a little more than {@link #MUCH_BYTES}. */
  static long sentUntilCut(int port, String path, int frame) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(HANDSHAKE.formatted(path).getBytes(US_ASCII));
      assertThat(client.getInputStream().read()).isEqualTo('H');
      return sentUntilCut(client, frame);
    }
  }

  private static long sentUntilCut(Socket client, int frame) {
    byte[] frames = new byte[10_000 * EMPTY_FRAME_BYTES];
    for (int i = 0; i < frames.length; i += EMPTY_FRAME_BYTES) {
      frames[i] = (byte) frame;
      frames[i + 1] = (byte) 0x80;
    }
    long sent = 0;
    while (sent < MUCH_BYTES) {
      try {
        client.getOutputStream().write(frames);
        sent += frames.length;
        client.getInputStream().skipNBytes(client.getInputStream().available());
      } catch (IOException cut) {
        return sent;
      }
    }
    return sent;
  }
}
