package org.jseverywhere.websocket.benchmarks.load;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/** Serves one client, with an echo that may go wrong. */
final class FakeServer implements AutoCloseable {

  private static final String ACCEPTED =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
          "",
          "");
  private static final int MASK_LENGTH = 4;
  private static final int LENGTH = 0x7f;
  private static final int TEXT = 0x81;

  private final ServerSocket socket;
  private final BiFunction<Integer, String, List<String>> replies;

  /**
   * A server that serves.
   *
   * @param replies what is sent when the message of that number, from 0 on, has come
   */
  FakeServer(BiFunction<Integer, String, List<String>> replies) throws IOException {
    this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.replies = replies;
    Thread thread = new Thread(this::serve, "fake server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    try (Socket client = socket.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      client.setTcpNoDelay(true);
      OutputStream out = new BufferedOutputStream(client.getOutputStream());
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      out.write(ACCEPTED.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      for (int number = 0; ; number++) {
        for (String reply : replies.apply(number, readText(in))) {
          byte[] payload = reply.getBytes(StandardCharsets.US_ASCII);
          out.write(TEXT);
          out.write(payload.length);
          out.write(payload);
        }
        out.flush();
      }
    } catch (IOException ended) {
      // The client has what it wanted, and leaves.
    }
  }

  private static String readText(DataInputStream in) throws IOException {
    in.readUnsignedByte();
    byte[] payload = new byte[in.readUnsignedByte() & LENGTH];
    byte[] mask = new byte[MASK_LENGTH];
    in.readFully(mask);
    in.readFully(payload);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % MASK_LENGTH];
    }
    return new String(payload, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
