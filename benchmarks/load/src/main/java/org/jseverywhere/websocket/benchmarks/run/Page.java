package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.stream.Collectors;

/** The whole page in Markdown. */
final class Page {

  private final List<Result> results;

  Page(List<Result> results) {
    this.results = results;
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append("# Performance\n\n")
        .append(
            "Written by `benchmarks/run.sh`; see its README for what is measured and how. Each cell")
        .append(
            " is a new server process, the subjects of a work interleaved. Ratios are those of one")
        .append(
            " round, ours divided by the other; the median of the rounds, and the worst. Read them,")
        .append(
            " not the absolute figures. Clients that only are there, and clients that come and go, are")
        .append(" counted in one round.\n");
    for (Container container : Container.values()) {
      List<Result> here = results.stream().filter(r -> r.container() == container).toList();
      if (!here.isEmpty()) {
        page.append("\n## ").append(container.title).append("\n\n");
        here.stream().map(Result::facts).distinct().forEach(run -> page.append(facts(here, run)));
        page.append(
            new ThroughputTable(
                    here.stream().filter(r -> r.workload().kind().isThroughput()).toList())
                .text());
        page.append(new StalledTable(of(here, Workload.Kind.STALLED)).text());
        page.append(new AttackedTable(of(here, Workload.Kind.ATTACKED)).text());
        page.append(new LimitsTable(of(here, Workload.Kind.LIMITS)).text());
        page.append(new CrowdTables(container, here).text());
      }
    }
    return page.toString();
  }

  private static String facts(List<Result> results, String run) {
    String works =
        results.stream()
            .filter(result -> result.facts().equals(run))
            .map(result -> result.workload().name())
            .distinct()
            .collect(Collectors.joining(", "));
    return "- " + works + ": " + run + ".\n";
  }

  private static List<Result> of(List<Result> results, Workload.Kind kind) {
    return results.stream().filter(result -> result.workload().kind() == kind).toList();
  }
}
