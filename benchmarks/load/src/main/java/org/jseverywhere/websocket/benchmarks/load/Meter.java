package org.jseverywhere.websocket.benchmarks.load;

import org.HdrHistogram.Histogram;

/** What is measured of the messages that come in, between a start and a stop. */
final class Meter {

  private static final long HIGHEST_NANOS = 120_000_000_000L;
  private static final int DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram latency = new Histogram(HIGHEST_NANOS, DIGITS);
  private final long[] lastArrival;
  private final long[] counts;
  private final ServerProbe server;
  private final Loop loop;
  private boolean running;
  private long began;
  private long nanos;
  private long longestGap;
  private double cpuSeconds;
  private long busyNanos;

  Meter(int clients, ServerProbe server, Loop loop) {
    this.lastArrival = new long[clients];
    this.counts = new long[clients];
    this.server = server;
    this.loop = loop;
  }

  void start() {
    latency.reset();
    longestGap = 0;
    began = System.nanoTime();
    java.util.Arrays.fill(lastArrival, began);
    java.util.Arrays.fill(counts, 0);
    cpuSeconds = -server.cpuSeconds();
    busyNanos = -loop.busyNanos();
    running = true;
  }

  void stop() {
    long now = System.nanoTime();
    cpuSeconds += server.cpuSeconds();
    busyNanos += loop.busyNanos();
    nanos = now - began;
    running = false;
    for (long last : lastArrival) {
      longestGap = Math.max(longestGap, now - last);
    }
  }

  void arrived(int client, long sent, long now) {
    if (running) {
      latency.recordValue(Math.min(Math.max(now - sent, 1), HIGHEST_NANOS));
      longestGap = Math.max(longestGap, now - lastArrival[client]);
      lastArrival[client] = now;
      counts[client]++;
    }
  }

  double rate() {
    return latency.getTotalCount() / (nanos / NANOS_PER_SECOND);
  }

  double millisAt(double percentile) {
    return latency.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  double gapMillis() {
    return longestGap / NANOS_PER_MILLI;
  }

  /** Writes everything, each name with this prefix. */
  void report(Report report, String prefix) {
    long total = latency.getTotalCount();
    long least = Long.MAX_VALUE;
    for (long count : counts) {
      least = Math.min(least, count);
    }
    report.add(prefix + "rate", rate());
    report.add(prefix + "p50", millisAt(50));
    report.add(prefix + "p99", millisAt(99));
    report.add(prefix + "p999", millisAt(99.9));
    report.add(prefix + "max", latency.getMaxValue() / NANOS_PER_MILLI);
    report.add(prefix + "gap", gapMillis());
    report.add(prefix + "cpuMicros", total == 0 ? -1 : cpuSeconds * 1e6 / total);
    report.add(prefix + "serverBusy", cpuSeconds * NANOS_PER_SECOND / nanos);
    report.add(prefix + "loadBusy", (double) busyNanos / nanos);
    // 1 if every client got the same number of messages.
    report.add(prefix + "fairness", total == 0 ? 0 : (double) least * counts.length / total);
  }
}
