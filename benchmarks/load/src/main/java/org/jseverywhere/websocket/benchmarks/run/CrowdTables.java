package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** What many clients cost that only are there, and what is left of those that are not any more. */
final class CrowdTables {

  private static final double KIB = 1024;

  /** Bytes that the library may add to each idle client. */
  private static final double MOST_ADDED = 1024;

  private final Container container;
  private final List<Result> results;

  CrowdTables(Container container, List<Result> results) {
    this.container = container;
    this.results = results;
  }

  String text() {
    return idle() + churn();
  }

  private List<Result> of(Workload.Kind kind) {
    return results.stream().filter(result -> result.workload().kind() == kind).toList();
  }

  private String idle() {
    List<Result> idle = of(Workload.Kind.IDLE);
    if (idle.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "\n| Clients that only are there | Server | live heap B each | resident B each | threads |"
                + " threads, when the first had come | must | wrong |\n|---|---|---:|---:|---:|---:|---|---|\n");
    double raw =
        idle.stream()
            .filter(result -> !result.subject().equals(Cells.OURS))
            .mapToDouble(result -> result.number("livePerClient"))
            .min()
            .orElse(Double.NaN);
    for (Result result : idle) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.0f | %,.0f | %.0f | %.0f | %s | %s |%n",
              result.workload().text(),
              result.subject(),
              result.number("livePerClient"),
              result.number("residentPerClient"),
              result.number("threads"),
              result.number("threadsBefore"),
              result.subject().equals(Cells.OURS)
                  ? verdict(result.number("livePerClient") - raw)
                  : "",
              result.failed() ? result.firstError() : ""));
    }
    return table.toString();
  }

  private String verdict(double added) {
    if (Double.isNaN(added) || container.isPeer()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%,.0f B more than raw; at most 1,024 %s",
        added,
        added <= MOST_ADDED ? "✓" : "✗");
  }

  private String churn() {
    List<Result> churn = of(Workload.Kind.CHURN);
    if (churn.isEmpty()) {
      return "";
    }
    StringBuilder table =
        new StringBuilder(
            "\n| Clients that come and go | Server | clients/s | live heap KiB before | after | threads"
                + " before | after | wrong |\n|---|---|---:|---:|---:|---:|---:|---|\n");
    for (Result result : churn) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.0f | %,.0f | %,.0f | %.0f | %.0f | %s |%n",
              result.workload().text(),
              result.subject(),
              result.number("rate"),
              result.number("liveBefore") / KIB,
              result.number("liveAfter") / KIB,
              result.number("threadsBefore"),
              result.number("threads"),
              result.failed() ? result.firstError() : ""));
    }
    return table.toString();
  }
}
