package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Many clients come and go: one half with a closing handshake, the other without a word. What is
 * left of them in the server?
 */
final class ChurnWork implements Connection.Owner {

  private static final int AT_A_TIME = 64;

  /** The first ones make the server load its classes and start its threads. */
  private static final int FIRST = 2_000;

  private static final long STAND_STILL_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Loop loop;
  private final ServerProbe server;
  private final Faults faults;
  private int begun;
  private int over;

  ChurnWork(Loop loop, ServerProbe server, Faults faults) {
    this.loop = loop;
    this.server = server;
    this.faults = faults;
  }

  void run(Settings settings, Report report) throws IOException {
    Target target = new Target(settings.number("port"), "/broadcast", true);
    // Once before anything is counted: it opens files of its own in the server.
    server.liveBytes();
    int descriptors = server.descriptors();
    comeAndGo(FIRST, target);
    awaitGone(descriptors);
    long live = server.liveBytes();
    report.add("threadsBefore", server.threads());

    int clients = settings.number("clients");
    descriptors = server.descriptors();
    long began = System.nanoTime();
    comeAndGo(clients, target);
    report.add("rate", clients / ((System.nanoTime() - began) / 1e9));
    int left = awaitGone(descriptors);
    faults.addAll(left, "connections that the server keeps open");
    report.add("threads", server.threads());
    report.add("liveBefore", live);
    loop.run(System.nanoTime() + Load.CLOSE_NANOS, () -> {}, () -> false);
    report.add("liveAfter", server.liveBytes());
  }

  private void comeAndGo(int clients, Target target) throws IOException {
    begun = 0;
    over = 0;
    int seen = -1;
    while (over < clients && faults.none()) {
      if (over == seen) {
        faults.add("nothing happens after " + over + " clients");
        return;
      }
      seen = over;
      loop.run(
          System.nanoTime() + STAND_STILL_NANOS,
          () -> {},
          () -> {
            beginSome(clients, target);
            return over == clients || !faults.none();
          });
    }
  }

  private void beginSome(int clients, Target target) {
    try {
      while (begun < clients && begun - over < AT_A_TIME) {
        Connection.begin(loop, begun++, target, this);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the server to see what has happened; how many connections it has too many. */
  private int awaitGone(int descriptors) throws IOException {
    long end = System.nanoTime() + STAND_STILL_NANOS;
    while (server.descriptors() > descriptors && end - System.nanoTime() > 0) {
      loop.run(System.nanoTime() + LOOK_NANOS, () -> {}, () -> false);
    }
    return Math.max(0, server.descriptors() - descriptors);
  }

  @Override
  public void opened(Connection client) throws IOException {
    if (client.index % 2 == 0) {
      client.sendClose();
    } else {
      client.abandon();
      over++;
    }
  }

  @Override
  public void message(Connection client, ByteBuffer in, int at, int length, long now) {
    faults.add("client %d got a message that nobody sent".formatted(client.index));
  }

  @Override
  public void ended(Connection client, String why) {
    over++;
    if (!client.closeSent() || !why.startsWith("closed with 1000")) {
      faults.add("client " + client.index + ": " + why);
    }
  }
}
