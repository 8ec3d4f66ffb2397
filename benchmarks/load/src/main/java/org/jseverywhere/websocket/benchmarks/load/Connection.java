package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One client: connects, shakes hands, and takes frames apart. */
final class Connection implements Loop.Ready {

  /** What a client's owner is told. */
  interface Owner {

    void opened(Connection connection) throws IOException;

    /** A text message lies in the buffer from there on. */
    void message(Connection connection, ByteBuffer in, int at, int length, long now);

    /** All messages of one read have been told. */
    default void readEnds(Connection connection) throws IOException {}

    /** Nothing more will come; the channel is closed. */
    void ended(Connection connection, String why) throws IOException;
  }

  private static final int OPCODE = 0xf;
  private static final int FINAL_TEXT = 0x81;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xa;
  private static final int LENGTH = 0x7f;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
  private static final int NORMAL_CLOSURE = 1000;

  final int index;
  private final Loop loop;
  private final Owner owner;
  private final Target target;
  final SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable ByteBuffer carried;
  private @Nullable ByteBuffer backlog;
  private boolean open;
  private boolean ended;
  private boolean closeSent;
  private boolean deaf;
  private boolean dumb;

  private Connection(Loop loop, int index, Owner owner, Target target) throws IOException {
    this.loop = loop;
    this.index = index;
    this.owner = owner;
    this.target = target;
    this.channel = SocketChannel.open();
  }

  /** Begins to connect; the owner hears of it when hands are shaken. */
  static Connection begin(Loop loop, int index, Target target, Owner owner) throws IOException {
    Connection connection = new Connection(loop, index, owner, target);
    SocketChannel channel = connection.channel;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (target.receiveBuffer() > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, target.receiveBuffer());
    }
    if (target.manySources()) {
      // Ports are few for each pair of addresses; all of 127/8 is this machine.
      byte[] source = {127, 0, 1, (byte) (1 + index % 250)};
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
    }
    boolean connected = channel.connect(target.address());
    connection.key =
        channel.register(
            loop.selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
    if (connected) {
      connection.write(target.request());
    }
    return connection;
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    try {
      if (ready.isConnectable()) {
        channel.finishConnect();
        ready.interestOps(SelectionKey.OP_READ);
        write(target.request());
        return;
      }
      if (ready.isReadable()) {
        read();
      }
      if (!ended && ready.isWritable()) {
        writeBacklog();
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private void read() throws IOException {
    ByteBuffer in = loop.in;
    in.clear();
    if (carried != null && carried.position() > 0) {
      carried.flip();
      in.put(carried);
      carried.clear();
    }
    if (channel.read(in) < 0) {
      end("end of stream");
      return;
    }
    long now = System.nanoTime();
    in.flip();
    if (!open && !shakeHands(in)) {
      return;
    }
    takeApart(in, now);
    if (ended) {
      return;
    }
    if (in.hasRemaining()) {
      carry(in);
    }
    owner.readEnds(this);
  }

  private boolean shakeHands(ByteBuffer in) throws IOException {
    int end = endOfHead(in);
    if (end < 0) {
      carry(in);
      return false;
    }
    byte[] head = new byte[end];
    in.get(head);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("HTTP/1.1 101")) {
      end("refused: " + text.lines().findFirst().orElse(""));
      return false;
    }
    open = true;
    owner.opened(this);
    return !ended;
  }

  private static int endOfHead(ByteBuffer in) {
    int matched = 0;
    for (int i = in.position(); i < in.limit(); i++) {
      byte next = in.get(i);
      if (next == END_OF_HEAD[matched]) {
        matched++;
      } else {
        matched = next == END_OF_HEAD[0] ? 1 : 0;
      }
      if (matched == END_OF_HEAD.length) {
        return i + 1;
      }
    }
    return -1;
  }

  private void takeApart(ByteBuffer in, long now) throws IOException {
    while (!ended && in.remaining() >= 2) {
      int at = in.position();
      int length = in.get(at + 1) & LENGTH;
      int payload = at + 2;
      if (length == TWO_BYTES) {
        payload += Short.BYTES;
        if (payload > in.limit()) {
          return;
        }
        length = in.getShort(at + 2) & 0xffff;
      } else if (length == EIGHT_BYTES) {
        end("a frame of more than 64 KiB");
        return;
      }
      if (payload + length > in.limit()) {
        return;
      }
      int first = in.get(at) & 0xff;
      if (first == FINAL_TEXT) {
        owner.message(this, in, payload, length, now);
      } else {
        control(first, in, payload, length);
      }
      in.position(payload + length);
    }
  }

  private void control(int first, ByteBuffer in, int payload, int length) throws IOException {
    switch (first & OPCODE) {
      case PING -> {
        if (dumb) {
          return;
        }
        ByteBuffer pong = ByteBuffer.allocate(2 + Integer.BYTES + length);
        pong.put((byte) (FINAL | PONG)).put((byte) (MASKED | length)).putInt(0);
        for (int i = 0; i < length; i++) {
          pong.put(in.get(payload + i));
        }
        write(pong.flip());
      }
      case PONG -> {
        // Nobody asked; allowed.
      }
      case CLOSE -> end("closed with " + (length >= 2 ? in.getShort(payload) & 0xffff : 1005));
      default -> end("an unexpected frame, first byte " + first);
    }
  }

  private void carry(ByteBuffer in) {
    if (carried == null || carried.capacity() < in.remaining()) {
      carried = ByteBuffer.allocateDirect(Math.max(256, Integer.highestOneBit(in.remaining()) * 2));
    }
    carried.clear();
    carried.put(in);
  }

  /** Writes, and keeps what does not go yet. */
  void write(ByteBuffer data) throws IOException {
    if (ended) {
      return;
    }
    if (backlog == null) {
      channel.write(data);
    }
    if (data.hasRemaining()) {
      keep(data);
    }
  }

  private void keep(ByteBuffer data) {
    ByteBuffer before = backlog;
    int size = data.remaining() + (before == null ? 0 : before.remaining());
    ByteBuffer joined = ByteBuffer.allocateDirect(size);
    if (before != null) {
      joined.put(before);
    }
    backlog = joined.put(data).flip();
    interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  private void writeBacklog() throws IOException {
    if (backlog != null) {
      channel.write(backlog);
      if (!backlog.hasRemaining()) {
        backlog = null;
        interest(SelectionKey.OP_READ);
      }
    }
  }

  private void interest(int operations) {
    if (key != null) {
      key.interestOps(deaf ? operations & ~SelectionKey.OP_READ : operations);
    }
  }

  /** Whether something that was to be written waits for the server to read. */
  boolean hasBacklog() {
    return backlog != null;
  }

  /** Reads nothing any more, whatever comes. */
  void stopReading() {
    deaf = true;
    interest(backlog == null ? 0 : SelectionKey.OP_WRITE);
  }

  /** Answers no pings any more: what it writes is in the middle of a frame. */
  void stopAnswering() {
    dumb = true;
  }

  /** One byte of what has come, if anything has. */
  void readByte() throws IOException {
    try {
      if (channel.read(ByteBuffer.allocate(1)) < 0) {
        end("end of stream");
      }
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  /** Begins the closing handshake. */
  void sendClose() throws IOException {
    if (!closeSent) {
      closeSent = true;
      ByteBuffer close = ByteBuffer.allocate(2 + Integer.BYTES + Short.BYTES);
      close.put((byte) (FINAL | CLOSE)).put((byte) (MASKED | Short.BYTES)).putInt(0);
      write(close.putShort((short) NORMAL_CLOSURE).flip());
    }
  }

  void sendPong() throws IOException {
    ByteBuffer pong = ByteBuffer.allocate(2 + Integer.BYTES);
    write(pong.put((byte) (FINAL | PONG)).put((byte) MASKED).putInt(0).flip());
  }

  boolean closeSent() {
    return closeSent;
  }

  /** Its end is told the server by TCP's RST. */
  void resetWhenAbandoned() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
  }

  /** Closes the socket without a word. */
  void abandon() throws IOException {
    ended = true;
    channel.close();
  }

  private void end(String why) throws IOException {
    if (!ended) {
      abandon();
      owner.ended(this, why);
    }
  }
}
