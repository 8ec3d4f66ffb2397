package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** They come as others do, all close at once, and come again. */
final class AttackersTogether implements Attackers, Connection.Owner {

  /** Between one that comes and the next, so that coming does no harm. */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** Between one departure and the next: once in the time that is measured, if nobody chose it. */
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(6);

  private final Loop loop;
  private final Target target;
  private final int count;
  private final List<Connection> all = new ArrayList<>();
  private long due = System.nanoTime();
  private long departure = due + PERIOD_NANOS;
  private int open;
  private boolean leaving;
  private long connected;

  AttackersTogether(Loop loop, int port, Attack attack) {
    this.loop = loop;
    this.target = new Target(port, attack.request(0));
    this.count = attack.attackers();
  }

  @Override
  public void step() throws IOException {
    long now = System.nanoTime();
    if (leaving) {
      if (open == 0) {
        leaving = false;
        all.clear();
        due = now;
      }
    } else if (open == count && now - departure >= 0) {
      leaving = true;
      departure += PERIOD_NANOS;
      for (Connection client : all) {
        client.sendClose();
      }
    } else if (all.size() < count && now - due >= 0) {
      due += PACE_NANOS;
      all.add(Connection.begin(loop, all.size(), target, this));
    }
  }

  @Override
  public void leave() throws IOException {
    for (Connection client : all) {
      client.abandon();
    }
  }

  @Override
  public long connected() {
    return connected;
  }

  @Override
  public void opened(Connection client) {
    connected++;
    open++;
  }

  @Override
  public void message(Connection client, ByteBuffer in, int at, int length, long now) {
    // Nobody sends them anything.
  }

  @Override
  public void ended(Connection client, String why) throws IOException {
    if (!leaving) {
      throw new IOException("one of those that come, and leave later, was not let in: " + why);
    }
    open--;
  }
}
