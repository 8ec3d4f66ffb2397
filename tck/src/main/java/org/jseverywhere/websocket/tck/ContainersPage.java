package org.jseverywhere.websocket.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes what the reports of several targets say as one page. A program: the page, then the
 * directories of the reports.
 */
public final class ContainersPage {

  private static final Pattern TARGET = Pattern.compile("\"target\": \"([^\"]*)\"");
  private static final Pattern RULE =
      Pattern.compile("\"rule\": \"([^\"]*)\", \"strength\": \"\\w+\", \"verdict\": \"([^\"]*)\"");
  private static final Pattern SKIPPED =
      Pattern.compile("\"result\": \"skipped\", \"message\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<String> targets = new ArrayList<>();

  /** Of each rule, by target. */
  private final Map<String, Map<String, String>> verdicts = new LinkedHashMap<>();

  private final List<String> excuses = new ArrayList<>();
  private final Map<String, Map<String, String>> attacks = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> limits = new LinkedHashMap<>();

  private ContainersPage() {}

  /**
   * Writes the page.
   *
   * @param arguments the page, then directories with {@code report.json}
   * @throws IOException if a report cannot be read, or the page not be written
   */
  public static void main(String[] arguments) throws IOException {
    ContainersPage page = new ContainersPage();
    for (int i = 1; i < arguments.length; i++) {
      page.read(Path.of(arguments[i]));
    }
    Files.writeString(Path.of(arguments[0]), page.text(), UTF_8);
  }

  private void read(Path directory) throws IOException {
    String report = Files.readString(directory.resolve("report.json"), UTF_8);
    Matcher target = TARGET.matcher(report);
    if (!target.find()) {
      throw new IOException("No target in " + directory.resolve("report.json"));
    }
    String name = target.group(1);
    targets.add(name);
    verdicts.put(
        name,
        RULE.matcher(report)
            .results()
            .collect(
                Collectors.toMap(
                    rule -> rule.group(1),
                    rule -> rule.group(2),
                    (first, second) -> second,
                    LinkedHashMap::new)));
    SKIPPED
        .matcher(report)
        .results()
        .map(skipped -> firstLine(skipped.group(1)))
        .distinct()
        .forEach(excuse -> excuses.add("- " + name + ": " + excuse));
    findings(directory.resolve("attacks.tsv"), name, attacks);
    findings(directory.resolve("limits.tsv"), name, limits);
  }

  /** Of a text as JSON has it. */
  private static String firstLine(String text) {
    int end = text.indexOf("\\u000a");
    return (end < 0 ? text : text.substring(0, end)).replace("\\\"", "\"").strip();
  }

  /** The last finding of each kind counts: a report may have been made several times. */
  private static void findings(Path file, String target, Map<String, Map<String, String>> table)
      throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String line : Files.readAllLines(file, UTF_8)) {
      List<String> cells = List.of(line.split("\t", -1));
      table
          .computeIfAbsent(cells.get(1), row -> new LinkedHashMap<>())
          .put(target, String.join(" / ", cells.subList(2, cells.size())));
    }
  }

  private String text() {
    StringBuilder page =
        new StringBuilder(
            """
            # The containers

            What the TCK found, made from the reports of its runners by `.ci/containers-page` and never by hand. Some servers
            [have no runner](../../tck-runners/README.md#servers-without-a-runner), and so no column.

            ## Rules

            How many rules of each chapter of [the rules](../spec/rules.md) hold on which server. Excused ones are beyond the reach of a
            library there, or of the kit, each with its reason below; chapter EMB is of the embedded server only.

            """);
    page.append(table("Chapter", chapters()));
    page.append("\n").append(String.join("\n", excuses)).append("\n");
    untestable().forEach(rule -> page.append("- all: ").append(rule).append("\n"));
    page.append(
        """

        ## Limits

        The value of the limit, and what came of one less / as much / one more: `in` if it was let in or delivered, otherwise the status of
        the answer to the handshake or the code of the close frame.

        """);
    page.append(table("Limit", limits));
    page.append(
        """

        ## Attacks

        How many connections of the attackers ended in which way; `open` ones had not ended when the attack was over. In each case the server
        went on, clients beside the attackers lost no message, and the heap of 512 MiB came back.

        """);
    return page.append(table("Attack", attacks)).toString();
  }

  /** One row for each chapter, and their sum. */
  private Map<String, Map<String, String>> chapters() {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    verdicts.forEach(
        (target, ofRules) -> {
          Map<String, List<String>> byChapter = new LinkedHashMap<>();
          ofRules.forEach(
              (rule, verdict) ->
                  byChapter.computeIfAbsent(chapter(rule), key -> new ArrayList<>()).add(verdict));
          byChapter.put("all", List.copyOf(ofRules.values()));
          byChapter.forEach(
              (chapter, all) ->
                  rows.computeIfAbsent(chapter, key -> new LinkedHashMap<>())
                      .put(target, summary(all)));
        });
    return rows;
  }

  private static String chapter(String rule) {
    return rule.substring(rule.indexOf('-') + 1, rule.lastIndexOf('-'));
  }

  /** {@code 7}, or {@code 7, skipped 1}. */
  private static String summary(List<String> verdicts) {
    Map<String, Long> counts =
        verdicts.stream()
            .collect(
                Collectors.groupingBy(verdict -> verdict, TreeMap::new, Collectors.counting()));
    Long covered = counts.remove("covered");
    StringBuilder summary = new StringBuilder(covered == null ? "0" : covered.toString());
    counts.forEach((verdict, count) -> summary.append(", " + verdict + " " + count));
    return summary.toString();
  }

  private static List<String> untestable() {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.text().untestable())
        .map(rule -> rule.id() + ": " + rule.text().intent())
        .toList();
  }

  private String table(String first, Map<String, Map<String, String>> rows) {
    StringBuilder table = new StringBuilder("| " + first + " |");
    targets.forEach(target -> table.append(" ").append(target).append(" |"));
    table.append("\n|---|").append("---|".repeat(targets.size())).append("\n");
    rows.forEach(
        (row, cells) -> {
          table.append("| ").append(row).append(" |");
          targets.forEach(
              target ->
                  table.append(" ").append(cells.getOrDefault(target, "not run")).append(" |"));
          table.append("\n");
        });
    return table.toString();
  }
}
