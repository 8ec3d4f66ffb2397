package org.jseverywhere.websocket.benchmarks.load;

/** What a server did wrong; the first is told in words. */
final class Faults {

  private long count;
  private String first = "";

  void add(String what) {
    if (count++ == 0) {
      first = what;
    }
  }

  void addAll(long more, String what) {
    if (more > 0) {
      add(what);
      count += more - 1;
    }
  }

  boolean none() {
    return count == 0;
  }

  void report(Report report) {
    report.add("errors", count);
    report.add("firstError", first);
  }
}
