package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * One client of a {@link Swarm}. It takes short text messages in one frame each, and nothing else
 * before the close frame.
 *
 * <p>Threads: one at a time.
 */
final class SwarmMember {

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final int number;
  private final List<String> received = new ArrayList<>();
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(4096);
  private boolean left;

  /** How much of what it got came before it left. */
  private int beforeLeaving = Integer.MAX_VALUE;

  private boolean mayBeClosed;

  SwarmMember(int number) {
    this.number = number;
    try {
      channel = SocketChannel.open();
    } catch (IOException e) {
      throw new IllegalStateException("No socket for client " + number, e);
    }
  }

  int number() {
    return number;
  }

  /** What it got before it left; a browser drops what comes later. */
  List<String> received() {
    return received.subList(0, Math.min(beforeLeaving, received.size()));
  }

  /** What it got until the connection ended. */
  List<String> receivedToTheEnd() {
    return received;
  }

  boolean hasLeft() {
    return left;
  }

  /** Whether it has left, or has got this as the last message. */
  boolean isDone(String message) {
    return left || (!received.isEmpty() && received.get(received.size() - 1).equals(message));
  }

  /** Connects, waits for the answer to the handshake, and is read by the selector from then on. */
  void connect(URI uri, Selector selector) throws IOException {
    channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    String request =
        "GET "
            + uri.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + uri.getAuthority()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
    String head = "";
    // A byte at a time, so that frames that follow at once stay for the selector.
    ByteBuffer one = ByteBuffer.allocate(1);
    StringBuilder text = new StringBuilder();
    while (!head.endsWith(END_OF_HEAD)) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new EOFException("The connection ended in the handshake: " + text);
      }
      text.append((char) one.get(0));
      head = text.substring(Math.max(0, text.length() - END_OF_HEAD.length()));
    }
    if (!text.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("The server answered " + text);
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Takes what has arrived. */
  void read() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    int count;
    try {
      count = channel.read(in);
    } catch (IOException e) {
      if (!left) {
        throw e;
      }
      count = -1;
    }
    in.flip();
    boolean open = true;
    while (open && hasFrame()) {
      open = take();
    }
    in.compact();
    if (count < 0 || !open) {
      if (!left) {
        throw new EOFException("The server left client " + number + " after " + received.size());
      }
      channel.close();
    }
  }

  /** Whether there is a whole frame; one with a longer form of the length is not taken as one. */
  private boolean hasFrame() throws IOException {
    if (in.remaining() < 2) {
      return false;
    }
    int length = in.get(in.position() + 1) & 0xff;
    if (length > 125) {
      throw new IOException("Client " + number + " got a frame with length byte " + length);
    }
    return in.remaining() >= 2 + length;
  }

  /** False if it is the close frame. */
  private boolean take() throws IOException {
    int first = in.get() & 0xff;
    byte[] payload = new byte[in.get()];
    in.get(payload);
    if (first == (0x80 | Frame.CLOSE)) {
      closed(new Frame(true, Frame.CLOSE, payload));
      return false;
    }
    if (first == (0x80 | Frame.PING)) {
      write(ByteBuffer.wrap(new Frame(true, Frame.PING, payload).pong().encode(true)));
      return true;
    }
    if (first != (0x80 | Frame.TEXT)) {
      throw new IOException("Client " + number + " got a frame that begins with " + first);
    }
    received.add(new String(payload, UTF_8));
    return true;
  }

  /** The server has closed, which is the last that this client gets. */
  private void closed(Frame frame) throws IOException {
    if (mayBeClosed && !left) {
      left = true;
      received.add(frame.toString());
      write(ByteBuffer.wrap(frame.encode(true)));
    }
  }

  /** From now on the server may close, and the close frame counts as a message. */
  void mayBeClosed() {
    mayBeClosed = true;
  }

  /** Leaves, with a close frame or without. */
  void leave() throws IOException {
    left = true;
    beforeLeaving = received.size();
    if (number % 2 == 0) {
      write(ByteBuffer.wrap(Frame.close(1000, "").encode(true)));
    } else {
      channel.close();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    // A few bytes on a connection that nothing was written on: the system takes them at once.
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
