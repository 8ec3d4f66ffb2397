package org.jseverywhere.websocket.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the cells that were asked for, in turn, and prints the page; see {@code run.sh}. */
public final class Bench {

  private final Options options;
  private final PrintStream console;
  private final List<Result> results = new ArrayList<>();
  private final Map<Container, String> facts = new EnumMap<>(Container.class);

  private Bench(Options options, PrintStream console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Runs.
   *
   * @param arguments see {@code benchmarks/README.md}
   * @throws IOException if a server does not start
   */
  public static void main(String[] arguments) throws IOException {
    Options options = new Options(arguments);
    Bench bench = new Bench(options, System.out);
    bench.run();
    Path output = options.output();
    if (output == null) {
      bench.console.println();
      bench.console.print(new Page(bench.results).text());
    } else {
      List<Result> all = new Ledger(options.ledger()).record(bench.results);
      Files.createDirectories(output.toAbsolutePath().getParent());
      Files.writeString(output, new Page(all).text());
    }
  }

  private void run() throws IOException {
    for (Container container : options.containers()) {
      facts.put(container, Facts.of(options, container));
      for (Workload workload : options.workloads()) {
        List<String> subjects = options.subjects(container, workload);
        for (int round = 0; round < options.rounds(workload); round++) {
          for (int i = 0; i < subjects.size(); i++) {
            // Each round begins with another one: none always runs first.
            run(container, workload, subjects.get((i + round) % subjects.size()), round);
          }
        }
      }
    }
  }

  private void run(Container container, Workload workload, String subject, int round)
      throws IOException {
    Map<String, String> values =
        Result.parse(new Cell(options, container, workload, subject).run());
    values.put("facts", facts.get(container));
    Result result = new Result(container, workload, subject, round, values);
    results.add(result);
    console.printf(
        Locale.ROOT,
        "%-9s %-17s %-15s round %d  %s%s%n",
        container.label(),
        workload.name(),
        subject,
        round + 1,
        summary(result),
        result.failed() ? "  WRONG: " + result.firstError() : "");
    Files.writeString(
        options.root().resolve("target/results.jsonl"),
        Ledger.line(result),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String summary(Result result) {
    return switch (result.workload().kind()) {
      case ECHO, BROADCAST ->
          String.format(
              Locale.ROOT,
              "%,11.0f/s  %7.2f CPU µs  p50 %8.2f  p99 %8.2f  gap %8.1f ms"
                  + "  busy: server %3.0f %%, load %3.0f %%",
              result.number("rate"),
              result.number("cpuMicros"),
              result.number("p50"),
              result.number("p99"),
              result.number("gap"),
              result.number("serverBusy") * 100,
              result.number("loadBusy") * 100);
      case STALLED ->
          String.format(
              Locale.ROOT,
              "%,11.0f/s, all read: %,.0f/s  p99 %.2f, %.2f  gap %.1f ms"
                  + "  gone after %.1f s  heap %,.0f KiB per stalled",
              result.number("rate"),
              result.number("clean_rate"),
              result.number("p99"),
              result.number("clean_p99"),
              result.number("gap"),
              result.number("gone"),
              result.number("grownPerStalled") / 1024);
      case ATTACKED ->
          String.format(
              Locale.ROOT,
              "p50 %.2f, alone %.2f  p99 %.2f, alone %.2f  gap %.1f, alone %.1f ms"
                  + "  let in %,.0f attackers  heap %,.0f KiB more"
                  + "  busy: server %3.0f %%, load %3.0f %%",
              result.number("p50"),
              result.number("clean_p50"),
              result.number("p99"),
              result.number("clean_p99"),
              result.number("gap"),
              result.number("clean_gap"),
              result.number("attacks"),
              result.number("grown") / 1024,
              result.number("serverBusy") * 100,
              result.number("loadBusy") * 100);
      case LIMITS ->
          String.format(
              Locale.ROOT,
              "%,11.0f/s without limits  %.3f of it with all, in half of the turns %.3f to %.3f",
              result.number("rate"),
              result.number("kept"),
              result.number("keptLowerQuartile"),
              result.number("keptUpperQuartile"));
      case IDLE ->
          String.format(
              Locale.ROOT,
              "%,.0f B live, %,.0f B resident per client  threads %.0f, before %.0f  opened %,.0f/s",
              result.number("livePerClient"),
              result.number("residentPerClient"),
              result.number("threads"),
              result.number("threadsBefore"),
              result.number("rate"));
      case CHURN ->
          String.format(
              Locale.ROOT,
              "%,11.0f/s  live %,.0f KiB, before %,.0f KiB  threads %.0f, before %.0f",
              result.number("rate"),
              result.number("liveAfter") / 1024,
              result.number("liveBefore") / 1024,
              result.number("threads"),
              result.number("threadsBefore"));
    };
  }
}
