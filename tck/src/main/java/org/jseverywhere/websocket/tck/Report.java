package org.jseverywhere.websocket.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What this run found, rule by rule: printed in one line, and written as {@code report.json} and
 * {@code report.html} into the directory {@code tck.report.dir}, by default {@code target/tck}.
 *
 * <p>Threads: any.
 */
final class Report {

  /** What became of a test. */
  enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }

  /** What is known of a rule after the run, the worst of its tests first. */
  enum Verdict {
    FAILED,
    SKIPPED,
    COVERED,
    UNTESTABLE,
    NOT_RUN
  }

  /** One test that ran, or was skipped. */
  record Test(String name, List<Rule> rules, Result result, String message) {}

  private final String target;
  private final List<Test> tests = new ArrayList<>(); // guarded by this

  Report(String target) {
    this.target = target;
  }

  synchronized void add(Test test) {
    tests.add(test);
  }

  synchronized void write() throws IOException {
    Path directory = Path.of(System.getProperty("tck.report.dir", "target/tck"));
    Files.createDirectories(directory);
    Map<Rule, Verdict> verdicts = verdicts();
    Files.writeString(directory.resolve("report.json"), json(verdicts), UTF_8);
    Files.writeString(
        directory.resolve("report.html"),
        new ReportPage(target, summary(verdicts), verdicts, List.copyOf(tests)).html(),
        UTF_8);
    System.out.println(summary(verdicts));
  }

  private Map<Rule, Verdict> verdicts() {
    Map<Rule, Verdict> verdicts = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      verdicts.put(rule, rule.text().untestable() ? Verdict.UNTESTABLE : Verdict.NOT_RUN);
    }
    for (Test test : tests) {
      Verdict verdict =
          switch (test.result) {
            case PASSED -> Verdict.COVERED;
            case FAILED -> Verdict.FAILED;
            case SKIPPED -> Verdict.SKIPPED;
          };
      for (Rule rule : test.rules) {
        verdicts.merge(rule, verdict, (a, b) -> a.compareTo(b) < 0 ? a : b);
      }
    }
    return verdicts;
  }

  private String summary(Map<Rule, Verdict> verdicts) {
    return "TCK on %s: %d tests (%s); %d rules (%s); %d tests without a rule; arrival %s, silence %s"
        .formatted(
            target,
            tests.size(),
            counts(tests.stream().map(Test::result).toList()),
            verdicts.size(),
            counts(verdicts.values().stream().toList()),
            tests.stream().filter(test -> test.rules.isEmpty()).count(),
            TckTimeouts.CURRENT.arrival(),
            TckTimeouts.CURRENT.silence());
  }

  private static <E extends Enum<E>> String counts(List<E> values) {
    return values.stream()
        .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " " + word(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String json(Map<Rule, Verdict> verdicts) {
    String rules =
        verdicts.entrySet().stream()
            .map(
                entry ->
                    "    {\"rule\": %s, \"strength\": %s, \"verdict\": %s}"
                        .formatted(
                            quote(entry.getKey().id()),
                            quote(entry.getKey().text().strength().name()),
                            quote(word(entry.getValue()))))
            .collect(Collectors.joining(",\n"));
    String all =
        tests.stream()
            .map(
                test ->
                    "    {\"test\": %s, \"rules\": [%s], \"result\": %s, \"message\": %s}"
                        .formatted(
                            quote(test.name),
                            test.rules.stream()
                                .map(rule -> quote(rule.id()))
                                .collect(Collectors.joining(", ")),
                            quote(word(test.result)),
                            quote(test.message)))
            .collect(Collectors.joining(",\n"));
    return "{\n  \"target\": %s,\n  \"rules\": [\n%s\n  ],\n  \"tests\": [\n%s\n  ]\n}\n"
        .formatted(quote(target), rules, all);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (c < 0x20) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
