package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;

/** The whole page in Markdown. */
final class Page {

  private final String facts;
  private final List<Result> results;

  Page(String facts, List<Result> results) {
    this.facts = facts;
    this.results = results;
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append("# Performance\n\n")
        .append("Written by `benchmarks/run.sh`; see its README for what is measured and how.\n\n")
        .append(facts)
        .append("\nRatios are those of one round, ours divided by the other; the median of the")
        .append(" rounds, and the worst. Read them, not the absolute figures.\n");
    for (Container container : Container.values()) {
      List<Result> here = results.stream().filter(r -> r.container() == container).toList();
      if (!here.isEmpty()) {
        page.append("\n## ").append(container.title).append('\n');
        page.append(
            new ThroughputTable(
                    here.stream().filter(r -> r.workload().kind().isThroughput()).toList())
                .text());
        page.append(new StalledTable(of(here, Workload.Kind.STALLED)).text());
        page.append(new CrowdTables(container, here).text());
      }
    }
    return page.toString();
  }

  private static List<Result> of(List<Result> results, Workload.Kind kind) {
    return results.stream().filter(result -> result.workload().kind() == kind).toList();
  }
}
