package org.jseverywhere.websocket.benchmarks.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Echo and broadcast of one container. */
final class ThroughputTable {

  private static final Set<String> USUAL_IDIOMS = Set.of("raw-basic", "raw-async", "raw-queue");

  private final List<Result> results;

  ThroughputTable(List<Result> results) {
    this.results = results;
  }

  String text() {
    if (results.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "\n| Work | Server | messages/s | CPU µs each | p50 ms | p99 ms | p99.9 ms | longest gap"
                + " ms | ours to it | worst round | CPU, it to ours | must | wrong |\n"
                + "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n");
    results.stream().map(Result::workload).distinct().forEach(workload -> rows(table, workload));
    return table.toString();
  }

  private void rows(StringBuilder table, Workload workload) {
    Cells cells =
        new Cells(results.stream().filter(result -> result.workload().equals(workload)).toList());
    String best =
        cells.subjects().stream()
            .filter(USUAL_IDIOMS::contains)
            .max(Comparator.comparingDouble(subject -> cells.median(subject, "rate")))
            .orElse("");
    for (String subject : cells.subjects()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.0f | %.2f | %.2f | %.2f | %.2f | %.0f | %s | %s |%n",
              workload.text(),
              subject + (subject.equals(best) ? " (best)" : ""),
              cells.median(subject, "rate"),
              cells.median(subject, "cpuMicros"),
              cells.median(subject, "p50"),
              cells.median(subject, "p99"),
              cells.median(subject, "p999"),
              cells.worst(subject, "gap"),
              subject.equals(Cells.OURS) || !cells.subjects().contains(Cells.OURS)
                  ? " | | |"
                  : comparison(cells, workload, subject, subject.equals(best)),
              cells.error(subject)));
    }
  }

  private String comparison(Cells cells, Workload workload, String subject, boolean best) {
    double[] ratios = cells.ratios(subject, "rate");
    double[] cpu = cells.ratios(subject, "cpuMicros");
    double median = Cells.median(ratios);
    double least = Cells.least(ratios);
    return String.format(
        Locale.ROOT,
        "%.2f | %.2f | %.2f | %s",
        median,
        least,
        1 / Cells.median(cpu),
        must(workload, subject, best, Musts.inEveryRound(subject) ? least : median));
  }

  private String must(Workload workload, String subject, boolean best, double reached) {
    Container container = results.get(0).container();
    double must = Musts.of(container, workload, subject);
    if (Double.isNaN(must) && best) {
      must = Musts.of(container, workload, Musts.BEST);
    }
    if (Double.isNaN(must)) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.2f%s %s",
        must,
        Musts.inEveryRound(subject) ? " in each round" : "",
        reached >= must ? "✓" : "✗");
  }
}
