package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** What clients cost that only are there. */
final class IdleWork implements Connection.Owner {

  /** The first ones make the server load its classes and start its threads. */
  private static final int FIRST = 1000;

  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Loop loop;
  private final ServerProbe server;
  private final Faults faults;
  private final Crowd crowd;

  IdleWork(Loop loop, ServerProbe server, Faults faults) {
    this.loop = loop;
    this.server = server;
    this.faults = faults;
    this.crowd = new Crowd(loop);
  }

  void run(Settings settings, Report report) throws IOException {
    int clients = settings.number("clients");
    Target target = new Target(settings.number("port"), "/echo", true);
    grow(Math.min(FIRST, clients / 2), target);
    int before = crowd.clients().size();
    long live = server.liveBytes();
    long resident = server.residentBytes();
    report.add("threadsBefore", server.threads());

    long began = System.nanoTime();
    grow(clients, target);
    double seconds = (System.nanoTime() - began - SETTLE_NANOS) / 1e9;
    double more = clients - before;
    report.add("rate", more / seconds);
    report.add("threads", server.threads());
    report.add("residentPerClient", (server.residentBytes() - resident) / more);
    long now = server.liveBytes();
    report.add("livePerClient", live < 0 ? -1 : (now - live) / more);
  }

  private void grow(int clients, Target target) throws IOException {
    crowd.grow(clients, target, this);
    loop.run(System.nanoTime() + SETTLE_NANOS, () -> {}, () -> !faults.none());
  }

  @Override
  public void opened(Connection client) {
    crowd.settled();
  }

  @Override
  public void message(Connection client, ByteBuffer in, int at, int length, long now) {
    faults.add("client %d got a message that nobody sent".formatted(client.index));
  }

  @Override
  public void ended(Connection client, String why) {
    faults.add("client " + client.index + ": " + why);
  }
}
