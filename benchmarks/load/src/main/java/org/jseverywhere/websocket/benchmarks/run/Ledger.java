package org.jseverywhere.websocket.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured so far, a line of JSON for each cell: a full run takes longer than a machine is
 * quiet. What belongs together is from one run, namely all subjects and rounds of one work in one
 * container.
 */
final class Ledger {

  private final Path file;

  Ledger(Path file) {
    this.file = file;
  }

  /** Takes new results in, in place of older ones of the same work, and gives all there are. */
  List<Result> record(List<Result> measured) throws IOException {
    List<Result> all = new ArrayList<>();
    if (Files.exists(file)) {
      Files.readAllLines(file).stream()
          .map(Ledger::parse)
          .filter(old -> measured.stream().noneMatch(old::isOfSameWork))
          .forEach(all::add);
    }
    all.addAll(measured);
    Files.writeString(file, all.stream().map(Ledger::line).collect(Collectors.joining()));
    return all;
  }

  private static Result parse(String line) {
    Map<String, String> values = Result.parse(line);
    return new Result(
        Container.of(values.getOrDefault("container", "")),
        Workload.of(values.getOrDefault("workload", "")),
        values.getOrDefault("subject", ""),
        Integer.parseInt(values.getOrDefault("round", "")) - 1,
        values);
  }

  /** One result, with its end of line. */
  static String line(Result result) {
    String numbers =
        result.values().entrySet().stream()
            .filter(
                value ->
                    !List.of("container", "workload", "subject", "round").contains(value.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .map(value -> "\"%s\": \"%s\"".formatted(value.getKey(), value.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "{\"container\": \"%s\", \"workload\": \"%s\", \"subject\": \"%s\", \"round\": %d, %s}%n",
        result.container().label(),
        result.workload().name(),
        result.subject(),
        result.round() + 1,
        numbers);
  }
}
