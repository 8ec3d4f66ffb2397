package org.jseverywhere.websocket.tck.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** What became of each fault, as a page. */
final class ProofPage {

  private static final int MAX_TEXT = 200;

  /** Where the project is says nothing to who reads the page. */
  private static final String ROOT =
      ProofTarget.directory("proof.sources").toAbsolutePath().normalize().toString();

  private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~]");

  private record Row(Fault fault, TckRun run) {}

  private final List<Row> rows = new ArrayList<>();

  void add(Fault fault, TckRun run) {
    rows.add(new Row(fault, run));
  }

  void write(Path page) throws IOException {
    StringBuilder text = new StringBuilder();
    long noticed = rows.stream().filter(row -> !row.run().failures().isEmpty()).count();
    long rules = rows.stream().map(row -> row.fault().rule()).distinct().count();
    text.append(
        """
        # The proof of the TCK

        Written by `mvn verify -Ptck-self-proof`. Each fault is a change of the implementation's source, in
        `tck-runners/self-proof/src/test/faults`. With it the tests of the rule run on the server that is named, and one has to
        fail; without it, in the same run, they pass.

        """);
    text.append(
        "%d broken implementations for %d rules; %d noticed.%n%n"
            .formatted(rows.size(), rules, noticed));
    text.append(
        "| Rule | What is wrong | Server | Failed of its tests | The first of them says |\n");
    text.append("|---|---|---|---|---|\n");
    rows.stream()
        .sorted(Comparator.comparing(row -> row.fault().rule()))
        .forEach(row -> text.append(line(row)));
    Files.createDirectories(page.toAbsolutePath().getParent());
    Files.writeString(page, text, UTF_8);
  }

  private static String line(Row row) {
    List<String> failures = row.run().failures();
    return "| %s | %s | %s | %d of %d | %s |%n"
        .formatted(
            row.fault().rule().id(),
            row.fault().wrong(),
            row.fault().target().title(),
            failures.size(),
            failures.size() + row.run().passed(),
            failures.isEmpty() ? "**nothing**" : cell(failures.get(0)));
  }

  private static String cell(String failure) {
    String line =
        NOT_PLAIN
            .matcher(failure.replace(ROOT, ""))
            .replaceAll("?")
            .replace("|", "\\|")
            .replace("<", "&lt;");
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }
}
