package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** What clients that behave notice of attackers beside them, in one container. */
final class AttackedTable {

  private static final double KIB = 1024;
  private static final double MOST_TIMES_P99 = 2;
  private static final String GUARDED = "ours-guarded";

  private final List<Result> results;

  AttackedTable(List<Result> results) {
    this.results = results;
  }

  String text() {
    if (results.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "\n| 100 clients, 64 B, 50 a second each; attack | attackers | Server | p99 ms alone |"
                + " attacked | times | longest gap ms | attackers let in | server busy |"
                + " heap KiB more | must | wrong |\n"
                + "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---|---|\n");
    results.stream().map(Result::workload).distinct().forEach(workload -> rows(table, workload));
    return table.toString();
  }

  private void rows(StringBuilder table, Workload workload) {
    Cells cells =
        new Cells(results.stream().filter(result -> result.workload().equals(workload)).toList());
    for (String subject : cells.subjects()) {
      double times = cells.harmed(subject, "p99");
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.0f | %s | %.2f | %.2f | %.1f | %.0f | %,.0f | %.0f %% | %,.0f | %s | %s |%n",
              workload.text(),
              cells.median(subject, "attackers"),
              subject,
              cells.median(subject, "clean_p99"),
              cells.median(subject, "p99"),
              times,
              cells.worst(subject, "gap"),
              cells.median(subject, "attacks"),
              cells.median(subject, "serverBusy") * 100,
              cells.worst(subject, "grown") / KIB,
              subject.equals(GUARDED) ? verdict(times) : "",
              cells.error(subject)));
    }
  }

  private static String verdict(double times) {
    return "p99 × 2 " + (times <= MOST_TIMES_P99 ? "✓" : "✗");
  }
}
