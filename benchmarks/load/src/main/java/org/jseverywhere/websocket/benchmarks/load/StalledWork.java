package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A broadcast where some clients stop reading. First all read; then one lot stops, which the others
 * should not notice; when these are gone all read again, since a machine is not as fast at all
 * times, and it is the mean of both that the time between is held against. Then another lot stops,
 * to look at the server's heap meanwhile (which makes it pause). And before all that one lot has
 * stopped, and left, that no code is compiled anew in the time that is measured.
 */
final class StalledWork {

  /** So many times as many clients as are stalled at once are put aside for it. */
  static final int LOTS = 3;

  /** So many of the lots stop before the end of what is measured. */
  static final int LOTS_UNMEASURED = 2;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long FILL_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** So often in a row the kernel holds no more than before, for the clients that do not read. */
  private static final int FULL_LOOKS = 3;

  private static final long HEAP_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double P99 = 99;

  private final BroadcastWork work;
  private final ServerProbe server;
  private final Faults faults;
  private final int stalled;
  private final int mostWindow;
  private final long patience;

  /** Open files of the server when the lot stopped. */
  private int before;

  /** When the kernel took no more for it. */
  private long stoppedAt;

  private double goneSeconds = -1;

  StalledWork(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    this.work = new BroadcastWork(loop, settings, server, faults);
    this.server = server;
    this.faults = faults;
    this.stalled = settings.number("stalled");
    this.mostWindow = settings.number("mostWindow");
    this.patience = TimeUnit.SECONDS.toNanos(settings.number("patience"));
  }

  void run(Settings settings, Report report) throws IOException {
    work.connect(settings.number("port"), "");
    long measured = settings.nanos("seconds");
    work.begin();
    go(settings.nanos("warmup"), false);
    warmUpStalled(measured);
    long live = measure(measured, report, "before_");
    double rate = work.meter().rate();
    double p99 = work.meter().millisAt(P99);

    work.rest();
    long began = System.nanoTime();
    stall();
    report.add("fill", (stoppedAt - began) / NANOS_PER_SECOND);
    // As the first time: what filled the kernel's buffers is not measured, nor how it was sent.
    measure(measured, report, "");
    go(patience - (System.nanoTime() - stoppedAt), true);
    report.add("gone", goneSeconds);

    long grown = measure(measured, report, "after_") - live;
    work.rest();
    report.add("clean_rate", (rate + work.meter().rate()) / 2);
    report.add("clean_p99", (p99 + work.meter().millisAt(P99)) / 2);
    if (goneSeconds >= 0 && faults.none()) {
      grown = Math.max(grown, grownMeanwhile());
    }
    report.add("grownPerStalled", (double) grown / stalled);
  }

  /** As it is going to be measured: a server does other things than before, and compiles them. */
  private void warmUpStalled(long nanos) throws IOException {
    work.rest();
    List<Connection> lot = stall();
    go(nanos, false);
    work.rest();
    for (Connection client : lot) {
      client.abandon();
    }
  }

  /**
   * Measures for so long, beginning each time with a heap that was just collected, for after that
   * it is smaller. What it held then.
   */
  private long measure(long nanos, Report report, String prefix) throws IOException {
    work.rest();
    long live = server.liveBytes();
    work.begin();
    work.meter().start();
    go(nanos, false);
    work.meter().stop();
    work.meter().report(report, prefix);
    return live;
  }

  /**
   * Lets a lot stop, and goes on until the kernel takes no more for them: only from then on they
   * are the server's concern. Many broadcasts at once, for this may be megabytes. The lot.
   */
  private List<Connection> stall() throws IOException {
    before = server.descriptors();
    goneSeconds = -1;
    long began = System.nanoTime();
    stoppedAt = began;
    Set<Integer> ports = new HashSet<>();
    List<Connection> lot = work.stall(stalled);
    for (Connection client : lot) {
      ports.add(client.channel.socket().getLocalPort());
    }
    int window = work.window();
    work.window(mostWindow);
    work.begin();
    long held = -1;
    int looks = 0;
    while (looks < FULL_LOOKS && goneSeconds < 0 && faults.none()) {
      go(FILL_LOOK_NANOS, true);
      long now = server.unsentBytes(ports);
      looks = now == held ? looks + 1 : 0;
      if (now != held) {
        held = now;
        stoppedAt = System.nanoTime();
      }
      if (stoppedAt - began > patience) {
        faults.add("the kernel still takes what is not read");
      }
    }
    work.window(window);
    return lot;
  }

  /** Goes on for that long, or until the lot is gone if that is enough. */
  private void go(long nanos, boolean untilGone) throws IOException {
    long end = System.nanoTime() + nanos;
    while (end - System.nanoTime() > 0 && faults.none() && !(untilGone && goneSeconds >= 0)) {
      work.go(Math.min(LOOK_NANOS, end - System.nanoTime()));
      // Looks as often when nothing is stalled, so that it costs the same.
      boolean gone = server.descriptors() <= before - stalled;
      if (gone && goneSeconds < 0 && stoppedAt != 0) {
        goneSeconds = (System.nanoTime() - stoppedAt) / NANOS_PER_SECOND;
      }
    }
  }

  /** How much more the heap holds at most until another lot is gone. */
  private long grownMeanwhile() throws IOException {
    long live = server.liveBytes();
    long most = live;
    stall();
    work.window(mostWindow);
    long end = System.nanoTime() + patience;
    while (goneSeconds < 0 && faults.none() && end - System.nanoTime() > 0) {
      go(HEAP_LOOK_NANOS, true);
      most = Math.max(most, server.liveBytes());
    }
    work.rest();
    return most - live;
  }
}
