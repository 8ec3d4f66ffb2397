package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** What clients that stop reading do to the others, in one container. */
final class StalledTable {

  private static final double KIB = 1024;
  private static final double MOST_GROWN_KIB = 1024;
  private static final double MOST_TIMES_P99 = 1.5;
  private static final double LONGEST_GAP_MILLIS = 100;

  /** The library's default for clients without progress, and two seconds. */
  private static final double GONE_SECONDS = 12;

  private final List<Result> results;

  StalledTable(List<Result> results) {
    this.results = results;
  }

  String text() {
    if (results.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "\n| Work | Server | messages/s, all read | with stalled | ratio | p99 ms, all read | with"
                + " stalled | longest gap ms | gone after s | heap KiB for each stalled | must | wrong"
                + " |\n|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|---|\n");
    results.stream().map(Result::workload).distinct().forEach(workload -> rows(table, workload));
    return table.toString();
  }

  private void rows(StringBuilder table, Workload workload) {
    Cells cells =
        new Cells(results.stream().filter(result -> result.workload().equals(workload)).toList());
    for (String subject : cells.subjects()) {
      double gone = gone(workload, subject);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.0f | %,.0f | %.2f | %.2f | %.2f | %.0f | %s | %,.0f | %s | %s |%n",
              workload.text(),
              subject,
              cells.median(subject, "clean_rate"),
              cells.median(subject, "rate"),
              cells.harmed(subject, "rate"),
              cells.median(subject, "clean_p99"),
              cells.median(subject, "p99"),
              cells.worst(subject, "gap"),
              gone < 0 ? "never" : String.format(Locale.ROOT, "%.1f", gone),
              cells.worst(subject, "grownPerStalled") / KIB,
              subject.equals(Cells.OURS) ? verdict(workload, cells) : "",
              cells.error(subject)));
    }
  }

  /** The worst of the rounds; negative, which is the worst of all, if they stayed. */
  private double gone(Workload workload, String subject) {
    double[] seconds =
        results.stream()
            .filter(r -> r.workload().equals(workload) && r.subject().equals(subject))
            .mapToDouble(result -> result.number("gone"))
            .sorted()
            .toArray();
    return seconds[0] < 0 ? seconds[0] : seconds[seconds.length - 1];
  }

  private String verdict(Workload workload, Cells cells) {
    Container container = results.get(0).container();
    double rate = container == Container.TOMCAT || container == Container.JETTY ? 0.9 : 0.95;
    String ours = Cells.OURS;
    double gone = gone(workload, ours);
    return String.join(
        ", ",
        mark(String.format(Locale.ROOT, "ratio %.2f", rate), cells.harmed(ours, "rate") >= rate),
        mark("p99 × 1.5", cells.harmed(ours, "p99") <= MOST_TIMES_P99),
        mark("gap 100", cells.worst(ours, "gap") <= LONGEST_GAP_MILLIS),
        mark("gone 12", gone >= 0 && gone <= GONE_SECONDS),
        mark("heap 1,024", cells.worst(ours, "grownPerStalled") / KIB <= MOST_GROWN_KIB));
  }

  private static String mark(String what, boolean reached) {
    return what + (reached ? " ✓" : " ✗");
  }
}
