package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Clients that behave, each with a message now and then, and later attackers beside them: what do
 * the first notice, and what is left of the others in the server's heap?
 */
final class AttackedWork implements Connection.Owner {

  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Messages of one client that may be under way: 20 seconds of them. */
  private static final int RING = 1024;

  private final Loop loop;
  private final Payloads payloads;
  private final Meter meter;
  private final Faults faults;
  private final ServerProbe server;
  private final Crowd crowd;
  private final Attack attack;
  private final Attackers attackers;
  private final int[] sent;
  private final int[] came;
  private final long[][] times;
  private boolean sending;
  private int next;

  /** When the next message is to be sent, whether or not this program is in time for it. */
  private long due;

  AttackedWork(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    int clients = settings.number("clients");
    this.loop = loop;
    this.payloads = new Payloads(settings.number("size"));
    this.meter = new Meter(clients, server, loop);
    this.faults = faults;
    this.server = server;
    this.crowd = new Crowd(loop);
    this.attack = Attack.of(settings.text("kind"));
    this.attackers = Attackers.of(loop, settings.number("port"), attack);
    this.sent = new int[clients];
    this.came = new int[clients];
    this.times = new long[clients][RING];
  }

  void run(Settings settings, Report report) throws IOException {
    crowd.grow(sent.length, new Target(settings.number("port"), "/echo", true), this);
    due = System.nanoTime();
    sending = true;
    go(settings.nanos("warmup"), false);
    measure(settings, false);
    meter.report(report, "clean_");
    long live = server.liveBytes();
    due = System.nanoTime();
    // As long as before: what the attack needs is compiled too.
    go(settings.nanos("warmup"), true);
    measure(settings, true);
    meter.report(report, "");
    attackers.leave();
    sending = false;
    loop.run(System.nanoTime() + Load.DRAIN_NANOS, () -> {}, () -> underWay() == 0);
    faults.addAll(underWay(), "replies that never came");
    loop.run(System.nanoTime() + Load.CLOSE_NANOS, () -> {}, () -> false);
    report.add("attackers", attack.attackers());
    report.add("attacks", (double) attackers.connected());
    report.add("grown", (double) (server.liveBytes() - live));
  }

  private void measure(Settings settings, boolean attacked) throws IOException {
    meter.start();
    go(settings.nanos("seconds"), attacked);
    meter.stop();
  }

  private void go(long nanos, boolean attacked) throws IOException {
    loop.run(
        System.nanoTime() + nanos,
        () -> {},
        () -> {
          step(attacked);
          return !faults.none();
        });
  }

  private void step(boolean attacked) {
    try {
      while (sending && System.nanoTime() - due >= 0) {
        send(next);
        next = (next + 1) % sent.length;
        due += PACE_NANOS / sent.length;
      }
      if (attacked) {
        attackers.step();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(int index) throws IOException {
    int sequence = sent[index]++;
    if (sequence - came[index] >= RING) {
      faults.add("client " + index + " waits for " + RING + " replies");
      return;
    }
    times[index][sequence % RING] = due;
    ByteBuffer out = loop.out;
    out.clear();
    payloads.put(out, index, sequence);
    crowd.clients().get(index).write(out.flip());
  }

  private long underWay() {
    long sum = 0;
    for (int i = 0; i < sent.length; i++) {
      sum += sent[i] - came[i];
    }
    return sum;
  }

  @Override
  public void opened(Connection client) {
    crowd.settled();
  }

  @Override
  public void message(Connection client, ByteBuffer in, int at, int length, long now) {
    int index = client.index;
    int sender = payloads.sender(in, at, length);
    int sequence = Payloads.sequence(in, at);
    if (sender != index || sequence != came[index] || sequence == sent[index]) {
      faults.add(
          "client %d expected %d, got %d of %d".formatted(index, came[index], sequence, sender));
      return;
    }
    came[index]++;
    meter.arrived(index, times[index][sequence % RING], now);
  }

  @Override
  public void ended(Connection client, String why) {
    faults.add("client " + client.index + ": " + why);
  }
}
