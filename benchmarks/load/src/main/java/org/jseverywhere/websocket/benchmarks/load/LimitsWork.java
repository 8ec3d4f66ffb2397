package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The same work with limits and without, by two servers in one process. They take short turns: what
 * the machine does otherwise falls upon both, and the ratio of two turns in a row hardly knows it.
 */
final class LimitsWork {

  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** What came before a turn is not to be seen in it. */
  private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Work free;
  private final Work limited;
  private final Settings settings;

  LimitsWork(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    this.free = work(loop, settings, server, faults);
    this.limited = work(loop, settings, server, faults);
    this.settings = settings;
  }

  private static Work work(Loop loop, Settings settings, ServerProbe server, Faults faults) {
    return settings.text("of").equals("echo")
        ? new EchoWork(loop, settings, server, faults)
        : new BroadcastWork(loop, settings, server, faults);
  }

  void run(Report report) throws IOException {
    free.connect(settings.number("port"), "");
    limited.connect(settings.number("port"), "/limited");
    int pairs = pairs(settings.nanos("warmup"));
    for (int i = 0; i < pairs; i++) {
      pair(i);
    }
    double[] kept = new double[pairs(settings.nanos("seconds"))];
    double[] rates = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = pair(i);
      rates[i] = free.meter().rate();
    }
    Arrays.sort(kept);
    Arrays.sort(rates);
    report.add("rate", middle(rates));
    report.add("kept", middle(kept));
    report.add("keptLowerQuartile", kept[kept.length / 4]);
    report.add("keptUpperQuartile", kept[kept.length - 1 - kept.length / 4]);
  }

  private static int pairs(long nanosEach) {
    return (int) Math.max(1, nanosEach / TURN_NANOS);
  }

  private static double middle(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** What is left of the rate without limits. */
  private double pair(int number) throws IOException {
    // Neither is always the first.
    turn(number % 2 == 0 ? free : limited);
    turn(number % 2 == 0 ? limited : free);
    return limited.meter().rate() / free.meter().rate();
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
