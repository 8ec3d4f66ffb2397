package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.stream.Stream;

/** Results of one container and one workload. */
final class Cells {

  static final String OURS = "ours";

  private final List<Result> results;

  Cells(List<Result> results) {
    this.results = results;
  }

  List<String> subjects() {
    return results.stream().map(Result::subject).distinct().sorted().toList();
  }

  private Stream<Result> of(String subject) {
    return results.stream().filter(result -> result.subject().equals(subject));
  }

  /** The median over the rounds. */
  double median(String subject, String value) {
    return median(of(subject).mapToDouble(result -> result.number(value)).toArray());
  }

  double worst(String subject, String value) {
    return of(subject).mapToDouble(result -> result.number(value)).max().orElse(Double.NaN);
  }

  double least(String subject, String value) {
    return of(subject).mapToDouble(result -> result.number(value)).min().orElse(Double.NaN);
  }

  /** Ours divided by another, of each round. */
  double[] ratios(String subject, String value) {
    return of(subject)
        .mapToDouble(
            other ->
                of(OURS)
                    .filter(our -> our.round() == other.round())
                    .mapToDouble(our -> our.number(value) / other.number(value))
                    .findFirst()
                    .orElse(Double.NaN))
        .toArray();
  }

  /**
   * What became of a value beside what does harm: the median of the ratios, since a machine is not
   * as fast in one round as in another.
   */
  double harmed(String subject, String value) {
    return median(
        of(subject)
            .mapToDouble(result -> result.number(value) / result.number("clean_" + value))
            .toArray());
  }

  /** The first thing that was wrong, or nothing. */
  String error(String subject) {
    return of(subject).filter(Result::failed).map(Result::firstError).findFirst().orElse("");
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static double least(double[] values) {
    return java.util.Arrays.stream(values).min().orElse(Double.NaN);
  }
}
