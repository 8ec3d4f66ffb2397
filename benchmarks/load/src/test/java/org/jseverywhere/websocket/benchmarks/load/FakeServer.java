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
import java.util.function.Function;

/** Serves clients, each with an echo that may go wrong. */
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
  private final Function<String, BiFunction<Integer, String, List<String>>> replies;

  /**
   * A server that serves.
   *
   * @param replies for a path, what is sent when a client's message of that number, from 0 on, has
   *     come
   */
  FakeServer(Function<String, BiFunction<Integer, String, List<String>>> replies)
      throws IOException {
    this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    this.replies = replies;
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fake server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        start(() -> serve(client));
      }
    } catch (IOException closed) {
      // By the test, at its end.
    }
  }

  private void serve(Socket socketOfClient) {
    try (Socket client = socketOfClient) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      client.setTcpNoDelay(true);
      OutputStream out = new BufferedOutputStream(client.getOutputStream());
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.readUnsignedByte());
      }
      String path = head.substring("GET ".length(), head.indexOf(" HTTP"));
      out.write(ACCEPTED.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      for (int number = 0; ; number++) {
        for (String reply : replies.apply(path).apply(number, readText(in))) {
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
    while (in.readUnsignedByte() != TEXT) {
      // A pong that nobody asked for, and without content.
      in.skipNBytes(1 + MASK_LENGTH);
    }
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
