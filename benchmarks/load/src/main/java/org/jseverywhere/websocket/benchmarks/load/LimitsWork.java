package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The same work with limits and without, by two servers in one process. They take short turns: what
 * the machine does otherwise falls upon both, and the ratio of two turns in a row hardly knows it.
 * What does not change from turn to turn, such as whose objects share a line of the cache, is
 * another one for the next clients, and so these leave soon.
 */
final class LimitsWork {

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What came before a turn is not to be seen in it. */
  private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Of the same clients. */
  private static final int PAIRS_OF_TURNS = 4;

  private static final int CONNECTED_IN_A_ROW = 10;
  private static final String LIMITED = "/limited";

  private final Loop loop;
  private final Settings settings;
  private final ServerProbe server;
  private final Faults faults;
  private final List<Double> kept = new ArrayList<>();
  private final List<Double> rates = new ArrayList<>();

  LimitsWork(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    this.loop = loop;
    this.settings = settings;
    this.server = server;
    this.faults = faults;
  }

  void run(Report report) throws IOException {
    clients(pairs("warmup"));
    kept.clear();
    rates.clear();
    for (int pairs = pairs("seconds"); pairs > 0 && faults.none(); pairs -= PAIRS_OF_TURNS) {
      clients(PAIRS_OF_TURNS);
    }
    if (!faults.none()) {
      return;
    }
    Collections.sort(kept);
    Collections.sort(rates);
    report.add("rate", rates.get(rates.size() / 2));
    report.add("kept", kept.get(kept.size() / 2));
    report.add("keptLowerQuartile", kept.get(kept.size() / 4));
    report.add("keptUpperQuartile", kept.get(kept.size() - 1 - kept.size() / 4));
  }

  /** The time is that of each of the two servers. */
  private int pairs(String time) {
    return (int) Math.max(1, settings.nanos(time) / TURN_NANOS);
  }

  /** Clients of both that come, work, and leave. */
  private void clients(int pairs) throws IOException {
    Work free = work();
    Work limited = work();
    connect(free, limited);
    for (int i = 0; i < pairs; i++) {
      // Neither is always the first.
      turn(i % 2 == 0 ? free : limited);
      turn(i % 2 == 0 ? limited : free);
      kept.add(limited.meter().rate() / free.meter().rate());
      rates.add(free.meter().rate());
    }
    free.leave();
    limited.leave();
  }

  private Work work() {
    return settings.text("of").equals("echo")
        ? new EchoWork(loop, settings, server, faults)
        : new BroadcastWork(loop, settings, server, faults);
  }

  /** Some of each at a time: who came earlier is served a little faster. */
  private void connect(Work free, Work limited) throws IOException {
    int port = settings.number("port");
    int clients = settings.number("clients");
    for (int some = CONNECTED_IN_A_ROW; some < clients; some += CONNECTED_IN_A_ROW) {
      free.connect(port, "", some);
      limited.connect(port, LIMITED, some);
    }
    free.connect(port, "");
    limited.connect(port, LIMITED);
  }

  private static void turn(Work work) throws IOException {
    work.begin();
    work.go(START_NANOS);
    work.speak();
    work.go(START_NANOS);
    work.meter().start();
    work.go(TURN_NANOS);
    work.meter().stop();
    work.rest();
  }
}
