package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Some clients send what all clients get. So many broadcasts are under way: a new one is sent when
 * all have one of them.
 */
final class BroadcastWork implements Work, Connection.Owner {

  private static final int NO_PROBE = -1;
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int PROBES = 20;

  /**
   * Of the clients that are going to stop reading, so that little goes unnoticed into the kernel.
   */
  private static final int SMALL_RECEIVE_BUFFER = 8 * 1024;

  private final Loop loop;
  private final Payloads payloads;
  private final Meter meter;
  private final Faults faults;
  private final Crowd crowd;
  private final int clients;

  /** The last ones are going to stop reading. */
  private final int stallable;

  /** So many, from the first on, are measured. */
  private final int metered;

  private final int senders;
  private int window;
  private final int mask;
  private final int[] sent;
  private final int[] complete;
  private final int[] came;
  private final int[] missing;
  private final long[] times;
  private int readers;
  private boolean sending;
  private int probe = NO_PROBE;
  private int probesMissing;

  BroadcastWork(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    this.loop = loop;
    this.clients = settings.number("clients");
    this.payloads = new Payloads(settings.number("size"));
    this.readers = clients;
    int stalled = settings.number("stalled", 0);
    this.stallable = stalled * StalledWork.LOTS;
    this.metered = clients - stalled * StalledWork.LOTS_UNMEASURED;
    this.meter = new Meter(metered, server, loop);
    this.faults = faults;
    this.crowd = new Crowd(loop);
    this.senders = settings.number("senders", 1);
    this.window = Math.max(1, settings.number("window") / senders);
    int ring = Integer.highestOneBit(Math.max(window, settings.number("mostWindow", 1))) * 2;
    this.mask = ring - 1;
    this.sent = new int[senders];
    this.complete = new int[senders];
    this.came = new int[clients * senders];
    this.missing = new int[senders * ring];
    this.times = new long[senders * ring];
  }

  @Override
  public void connect(int port, String path, int clients) throws IOException {
    crowd.grow(clients, target(port, path), this);
  }

  @Override
  public void connect(int port, String path) throws IOException {
    connect(port, path, clients - stallable);
    crowd.grow(clients, target(port, path).withReceiveBuffer(SMALL_RECEIVE_BUFFER), this);
    settle();
  }

  private static Target target(int port, String path) {
    return new Target(port, path + "/broadcast", false);
  }

  /** A client may have the answer to its handshake before the server counts it in. */
  private void settle() throws IOException {
    for (int i = 0; i < PROBES; i++) {
      probe = sent[0];
      send(0, 1);
      probesMissing = clients;
      long end = System.nanoTime() + PROBE_NANOS;
      if (loop.run(end, () -> {}, () -> probesMissing == 0 || !faults.none())) {
        break;
      }
    }
    if (probesMissing > 0) {
      faults.add(probesMissing + " clients get no broadcast");
    }
    probe = NO_PROBE;
    complete[0] = sent[0];
  }

  @Override
  public void leave() throws IOException {
    crowd.leave();
  }

  @Override
  public Meter meter() {
    return meter;
  }

  @Override
  public void begin() throws IOException {
    sending = true;
    sendDue();
  }

  @Override
  public void go(long nanos) throws IOException {
    loop.run(System.nanoTime() + nanos, this::sendDue, () -> !faults.none());
  }

  @Override
  public void rest() throws IOException {
    sending = false;
    loop.run(
        System.nanoTime() + Load.DRAIN_NANOS, () -> {}, () -> underWay() == 0 || !faults.none());
    faults.addAll(underWay(), "deliveries that never came");
  }

  @Override
  public void speak() throws IOException {
    for (Connection client : crowd.clients()) {
      client.sendPong();
    }
  }

  int window() {
    return window;
  }

  /**
   * From now on so many broadcasts may be under way; at most {@code mostWindow} of the settings.
   */
  void window(int broadcasts) {
    window = broadcasts;
  }

  /** The last clients that still read stop doing so; nothing may be under way. */
  List<Connection> stall(int count) {
    List<Connection> stalled = crowd.clients().subList(readers - count, readers);
    stalled.forEach(Connection::stopReading);
    readers -= count;
    return stalled;
  }

  /** Deliveries that are yet to come. */
  long underWay() {
    long sum = 0;
    for (int sender = 0; sender < senders; sender++) {
      for (int sequence = complete[sender]; sequence != sent[sender]; sequence++) {
        sum += missing[slot(sender, sequence)];
      }
    }
    return sum;
  }

  private int slot(int sender, int sequence) {
    return sender * (mask + 1) + (sequence & mask);
  }

  private void sendDue() {
    if (!sending) {
      return;
    }
    for (int sender = 0; sender < senders; sender++) {
      int due = window - (sent[sender] - complete[sender]);
      if (due > 0) {
        send(sender, due);
      }
    }
  }

  private void send(int sender, int due) {
    ByteBuffer out = loop.out;
    out.clear();
    long now = System.nanoTime();
    for (int i = 0; i < due; i++) {
      int sequence = sent[sender]++;
      int slot = slot(sender, sequence);
      times[slot] = now;
      missing[slot] = readers;
      payloads.put(out, sender, sequence);
    }
    try {
      crowd.clients().get(sender).write(out.flip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    if (sender < 0 || sender >= senders) {
      faults.add("client %d got no message of ours".formatted(index));
      return;
    }
    if (probe != NO_PROBE) {
      came[index * senders + sender] = sequence + 1;
      probesMissing -= sequence == probe ? 1 : 0;
      return;
    }
    int expected = came[index * senders + sender];
    if (sequence != expected || expected == sent[sender]) {
      faults.add(
          "client %d expected %d of %d, got %d".formatted(index, expected, sender, sequence));
      return;
    }
    if (!payloads.fillingIsRight(in, at, sender, sequence)) {
      faults.add("client %d got a wrong content in %d".formatted(index, sequence));
    }
    came[index * senders + sender] = expected + 1;
    int slot = slot(sender, sequence);
    if (index < metered) {
      meter.arrived(index, times[slot], now);
    }
    if (--missing[slot] == 0) {
      // In order for each client, hence in order for all.
      complete[sender]++;
    }
  }

  @Override
  public void ended(Connection client, String why) {
    faults.add("client " + client.index + ": " + why);
  }
}
