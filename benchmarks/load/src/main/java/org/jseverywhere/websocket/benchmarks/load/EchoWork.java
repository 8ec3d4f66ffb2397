package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Every client has so many messages under way, and sends a new one for each that comes back. */
final class EchoWork implements Work, Connection.Owner {

  private final Loop loop;
  private final Payloads payloads;
  private final Meter meter;
  private final Faults faults;
  private final Crowd crowd;
  private final int outstanding;
  private final int mask;
  private final int[] sent;
  private final int[] came;
  private final long[][] times;
  private boolean sending;

  EchoWork(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    int clients = settings.number("clients");
    this.loop = loop;
    this.payloads = new Payloads(settings.number("size"));
    this.meter = new Meter(clients, server, loop);
    this.faults = faults;
    this.crowd = new Crowd(loop);
    this.outstanding = settings.number("outstanding");
    int ring = Integer.highestOneBit(outstanding) * 2;
    this.mask = ring - 1;
    this.sent = new int[clients];
    this.came = new int[clients];
    this.times = new long[clients][ring];
  }

  @Override
  public void connect(int port, String path, int clients) throws IOException {
    crowd.grow(clients, new Target(port, path + "/echo", false), this);
  }

  @Override
  public void connect(int port, String path) throws IOException {
    connect(port, path, sent.length);
  }

  @Override
  public void begin() throws IOException {
    sending = true;
    for (Connection client : crowd.clients()) {
      readEnds(client);
    }
  }

  @Override
  public void speak() {
    // They say enough.
  }

  @Override
  public void go(long nanos) throws IOException {
    loop.run(System.nanoTime() + nanos, () -> {}, () -> !faults.none());
  }

  @Override
  public void rest() throws IOException {
    sending = false;
    loop.run(
        System.nanoTime() + Load.DRAIN_NANOS, () -> {}, () -> underWay() == 0 || !faults.none());
    faults.addAll(underWay(), "replies that never came");
  }

  @Override
  public void leave() throws IOException {
    crowd.leave();
  }

  @Override
  public Meter meter() {
    return meter;
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
    int expected = came[index];
    if (sender != index || sequence != expected || expected == sent[index]) {
      faults.add(
          "client %d expected %d, got %d of %d".formatted(index, expected, sequence, sender));
      return;
    }
    if (!payloads.fillingIsRight(in, at, sender, sequence)) {
      faults.add("client %d got a wrong content in %d".formatted(index, sequence));
    }
    came[index] = expected + 1;
    meter.arrived(index, times[index][sequence & mask], now);
  }

  @Override
  public void readEnds(Connection client) throws IOException {
    int index = client.index;
    int due = outstanding - (sent[index] - came[index]);
    if (!sending || due == 0) {
      return;
    }
    ByteBuffer out = loop.out;
    out.clear();
    long now = System.nanoTime();
    for (int i = 0; i < due; i++) {
      int sequence = sent[index]++;
      times[index][sequence & mask] = now;
      payloads.put(out, index, sequence);
    }
    client.write(out.flip());
  }

  @Override
  public void ended(Connection client, String why) {
    faults.add("client " + client.index + ": " + why);
  }
}
