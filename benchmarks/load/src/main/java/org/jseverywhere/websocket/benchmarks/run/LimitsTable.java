package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** What is left of the rate when every limit is on, in one container. */
final class LimitsTable {

  private static final double MUST = 0.97;

  private final List<Result> results;

  LimitsTable(List<Result> results) {
    this.results = results;
  }

  String text() {
    if (results.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "\n| All limits on, none reached | messages/s without | with them, to it | half of the"
                + " turns | worst round | must | wrong |\n|---|---:|---:|---:|---:|---|---|\n");
    results.stream().map(Result::workload).distinct().forEach(workload -> row(table, workload));
    return table.toString();
  }

  private void row(StringBuilder table, Workload workload) {
    Cells cells =
        new Cells(results.stream().filter(result -> result.workload().equals(workload)).toList());
    for (String subject : cells.subjects()) {
      double kept = cells.median(subject, "kept");
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.3f | %.3f to %.3f | %.3f | %.2f %s | %s |%n",
              workload.text(),
              cells.median(subject, "rate"),
              kept,
              cells.median(subject, "keptLowerQuartile"),
              cells.median(subject, "keptUpperQuartile"),
              cells.least(subject, "kept"),
              MUST,
              kept >= MUST ? "✓" : "✗",
              cells.error(subject)));
    }
  }
}
