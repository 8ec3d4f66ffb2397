package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Clients that do all the harm they can in one way; who is thrown out comes again at once. */
final class Attackers implements Connection.Owner {

  /** What they do. */
  enum Kind {
    /** Tiny messages, as fast as they go, and the replies are read. */
    FLOOD(0x81, 4, true),
    /** Pings, as fast as they go, and nothing is read. */
    PINGS(0x89, 4, false),
    /** Larger messages, and no reply is ever read. */
    DEAF(0x81, 120, false),
    /** Tiny parts of a message that never ends, as fast as they go. */
    FRAGMENTS(0x00, 4, true),
    /** They connect and leave. */
    STORM(0, 0, true);

    private final int firstByte;
    private final int payload;
    private final boolean reads;

    Kind(int firstByte, int payload, boolean reads) {
      this.firstByte = firstByte;
      this.payload = payload;
      this.reads = reads;
    }

    static Kind of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  private static final int FRAMES_AT_ONCE = 100;
  private static final int MASKED = 0x80;

  private final Loop loop;
  private final Target target;
  private final Kind kind;
  private final ByteBuffer frames;
  private final List<@Nullable Connection> clients = new ArrayList<>();
  private final List<Boolean> open = new ArrayList<>();
  private long connected;

  Attackers(Loop loop, int port, Kind kind, int count) {
    this.loop = loop;
    this.target = new Target(port, "/echo", true);
    this.kind = kind;
    int frame = 2 + Integer.BYTES + kind.payload;
    frames = ByteBuffer.allocateDirect(FRAMES_AT_ONCE * frame);
    for (int i = 0; i < FRAMES_AT_ONCE; i++) {
      frames.put((byte) kind.firstByte).put((byte) (MASKED | kind.payload)).putInt(0);
      for (int j = 0; j < kind.payload; j++) {
        frames.put((byte) 'x');
      }
    }
    frames.flip();
    for (int i = 0; i < count; i++) {
      clients.add(null);
      open.add(false);
    }
  }

  /** Each of them does a little more. */
  void step() throws IOException {
    for (int i = 0; i < clients.size(); i++) {
      Connection client = clients.get(i);
      if (client == null) {
        clients.set(i, Connection.begin(loop, i, target, this));
      } else if (open.get(i) && frames.hasRemaining() && !client.hasBacklog()) {
        write(client, frames.duplicate());
      }
    }
  }

  private void write(Connection client, ByteBuffer bytes) throws IOException {
    try {
      client.write(bytes);
    } catch (IOException thrownOut) {
      client.abandon();
      ended(client, "");
    }
  }

  /** They leave without a word. */
  void leave() throws IOException {
    for (Connection client : clients) {
      if (client != null) {
        client.abandon();
      }
    }
  }

  /** How often one of them was let in. */
  long connected() {
    return connected;
  }

  @Override
  public void opened(Connection client) throws IOException {
    connected++;
    if (kind == Kind.STORM) {
      client.abandon();
      ended(client, "");
      return;
    }
    open.set(client.index, true);
    if (kind == Kind.FRAGMENTS) {
      // An empty text that is not the last of its message, with a mask that changes nothing.
      write(client, ByteBuffer.wrap(new byte[] {0x01, (byte) MASKED, 0, 0, 0, 0}));
    }
    if (!kind.reads) {
      client.stopReading();
    }
  }

  @Override
  public void message(Connection client, ByteBuffer in, int at, int length, long now) {
    // What it says is nothing to them.
  }

  @Override
  public void ended(Connection client, String why) {
    open.set(client.index, false);
    clients.set(client.index, null);
  }
}
