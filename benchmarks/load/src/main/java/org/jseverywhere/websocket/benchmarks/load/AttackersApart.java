package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Each for itself; who is thrown out comes again at once. */
final class AttackersApart implements Attackers {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int SMALL_WINDOW = 4096;

  private final Loop loop;
  private final int port;
  private final Attack attack;
  private final ByteBuffer poured;
  private final List<Attacker> all = new ArrayList<>();
  private long begun;
  private long connected;

  AttackersApart(Loop loop, int port, Attack attack) {
    this.loop = loop;
    this.port = port;
    this.attack = attack;
    byte[] bytes = attack.poured();
    this.poured = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    for (int i = 0; i < attack.attackers(); i++) {
      all.add(new Attacker(i));
    }
  }

  @Override
  public void step() throws IOException {
    long now = System.nanoTime();
    for (Attacker attacker : all) {
      attacker.step(now);
    }
  }

  @Override
  public void leave() throws IOException {
    for (Attacker attacker : all) {
      attacker.leave();
    }
  }

  @Override
  public long connected() {
    return connected;
  }

  /** One of them, which has one connection after the other. */
  private final class Attacker implements Connection.Owner {

    private final int index;
    private final ByteBuffer rest = poured.duplicate();
    private @Nullable Connection connection;
    private long number;
    private boolean open;

    /** When it does the next thing, if it is slow. */
    private long due;

    Attacker(int index) {
      this.index = index;
    }

    void step(long now) throws IOException {
      Connection current = connection;
      if (current == null) {
        come();
      } else if (open && attack.leaves() == Attack.Leaves.SOON) {
        if (now - due >= 0) {
          leave();
        }
      } else if (open) {
        goOn(current, now);
      }
    }

    private void come() throws IOException {
      number = begun++;
      Target target = new Target(port, attack.request(number));
      connection =
          Connection.begin(
              loop,
              index,
              attack.reads() == Attack.Reads.ALL ? target : target.withReceiveBuffer(SMALL_WINDOW),
              this);
    }

    private void goOn(Connection current, long now) throws IOException {
      boolean second = now - due >= 0;
      if (second) {
        due += SECOND;
      }
      if (second && attack.reads() == Attack.Reads.A_BYTE_A_SECOND) {
        current.readByte();
      }
      if (!rest.hasRemaining()) {
        rest.clear();
      }
      if (current.hasBacklog() || !rest.hasRemaining()) {
        return;
      }
      if (!attack.isSlow()) {
        write(current, rest);
      } else if (second) {
        write(current, rest.slice(rest.position(), 1));
        rest.position(rest.position() + 1);
      }
    }

    private void write(Connection current, ByteBuffer bytes) throws IOException {
      try {
        current.write(bytes);
      } catch (IOException thrownOut) {
        leave();
      }
    }

    void leave() throws IOException {
      if (connection != null) {
        connection.abandon();
        ended(connection, "");
      }
    }

    @Override
    public void opened(Connection current) throws IOException {
      connected++;
      open = true;
      rest.clear();
      due = System.nanoTime() + (attack.leaves() == Attack.Leaves.SOON ? SOON : SECOND);
      if (attack.reads() != Attack.Reads.ALL) {
        current.stopReading();
      }
      if (attack.isSlow()) {
        current.stopAnswering();
      }
      write(current, ByteBuffer.wrap(attack.beginning(number)));
      switch (attack.leaves()) {
        case AT_ONCE -> leave();
        case WITH_A_RESET -> {
          current.resetWhenAbandoned();
          leave();
        }
        default -> {
          // Later.
        }
      }
    }

    @Override
    public void message(Connection current, ByteBuffer in, int at, int length, long now) {
      // What it says is nothing to them.
    }

    @Override
    public void ended(Connection current, String why) {
      open = false;
      connection = null;
    }
  }
}
