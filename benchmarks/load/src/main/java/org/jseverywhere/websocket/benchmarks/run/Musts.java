package org.jseverywhere.websocket.benchmarks.run;

import java.util.Map;

/** How many times faster than a raw idiom the library has to be. */
final class Musts {

  /** Stands for the fastest idiom that a program would use without more ado. */
  static final String BEST = "best";

  private static final Map<String, Double> ALL =
      Map.ofEntries(
          Map.entry("echo-64-1 best", 0.95),
          Map.entry("echo-4096-1 best", 0.95),
          Map.entry("echo-64-1 raw-asis", 1.5),
          Map.entry("echo-4096-1 raw-asis", 1.5),
          Map.entry("echo-64-16 best", 2.0),
          Map.entry("broadcast-1000 raw-dispatcher", 0.9),
          Map.entry("broadcast-1000 raw-asis", 3.0),
          Map.entry("TYRUS broadcast-1000 raw-async", 1.8),
          Map.entry("UNDERTOW broadcast-1000 raw-async", 2.2),
          Map.entry("UNDERTOW_WORKERS broadcast-1000 raw-async", 2.2),
          Map.entry("JETTY broadcast-1000 raw-async", 2.0),
          Map.entry("TOMCAT broadcast-1000 raw-async", 3.0),
          Map.entry("TOMCAT broadcast-1000 raw-basic", 1.8),
          Map.entry("broadcast-10 best", 1.25));

  private Musts() {}

  /** Not a number if nothing is demanded. */
  static double of(Container container, Workload workload, String subject) {
    String key = workload.name() + " " + subject;
    return ALL.getOrDefault(container + " " + key, ALL.getOrDefault(key, Double.NaN));
  }

  /** Whether it holds in every round, not only in the middle one. */
  static boolean inEveryRound(String subject) {
    return subject.equals("raw-dispatcher");
  }
}
