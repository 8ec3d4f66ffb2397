package org.jseverywhere.websocket.tck.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jseverywhere.websocket.tck.Rule;

/**
 * One way to break the implementation, and the rule that it breaks then.
 *
 * <p>A file of faults has, for each, a line {@code WSS-CLOSE-2 on tomcat: what is wrong}, and then
 * the change: {@code @ ClassName}, lines with {@code -} that its source has exactly once, and lines
 * with {@code +} to stand in their place. White space does not matter, so that the formatter may
 * move the source.
 *
 * @param rule what it breaks
 * @param target where it shows
 * @param wrong what is wrong with the implementation then, in words
 * @param changes what makes it so
 */
record Fault(Rule rule, ProofTarget target, String wrong, List<Change> changes) {

  /** A change of one source. */
  record Change(String className, String from, String to) {}

  static List<Fault> readAll(Path directory) throws IOException {
    List<Fault> faults = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        faults.addAll(read(file.getFileName().toString(), Files.readAllLines(file)));
      }
    }
    return faults;
  }

  static List<Fault> read(String name, List<String> lines) {
    List<Fault> faults = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i <= lines.size(); i++) {
      boolean ends = i == lines.size() || lines.get(i).startsWith("WSS-");
      if (ends && begin >= 0) {
        try {
          faults.add(one(lines.subList(begin, i)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "%s:%d: %s".formatted(name, begin + 1, e.getMessage()), e);
        }
      }
      if (ends) {
        begin = i;
      }
    }
    return faults;
  }

  private static Fault one(List<String> lines) {
    String title = lines.get(0);
    int colon = title.indexOf(": ");
    if (colon < 0) {
      throw new IllegalArgumentException("No colon and no description in \"" + title + "\"");
    }
    String head = title.substring(0, colon);
    int on = head.indexOf(" on ");
    String id = on < 0 ? head : head.substring(0, on);
    ProofTarget target = on < 0 ? ProofTarget.EMBEDDED : ProofTarget.named(head.substring(on + 4));
    Rule rule = Rule.valueOf(id.substring("WSS-".length()).replace('-', '_'));
    List<Change> changes = changes(lines.subList(1, lines.size()));
    if (changes.isEmpty()) {
      throw new IllegalArgumentException(id + " changes nothing");
    }
    return new Fault(rule, target, title.substring(colon + 2), changes);
  }

  private static List<Change> changes(List<String> lines) {
    List<Change> changes = new ArrayList<>();
    String className = "";
    StringBuilder from = new StringBuilder();
    StringBuilder to = new StringBuilder();
    boolean replaced = false;
    for (String line : lines) {
      char kind = line.isEmpty() ? ' ' : line.charAt(0);
      boolean next = kind == '@' || (kind == '-' && replaced);
      if (next && !from.isEmpty()) {
        changes.add(new Change(className, from.toString(), to.toString()));
        from.setLength(0);
        to.setLength(0);
        replaced = false;
      }
      switch (kind) {
        case '@' -> className = line.substring(1).strip();
        case '-' -> from.append(line.substring(1)).append('\n');
        case '+' -> {
          to.append(line.substring(1)).append('\n');
          replaced = true;
        }
        case ' ', '#' -> {
          // Between two faults, or said to who reads this.
        }
        default -> throw new IllegalArgumentException("Neither @, - nor +: \"" + line + "\"");
      }
    }
    if (!from.isEmpty()) {
      changes.add(new Change(className, from.toString(), to.toString()));
    }
    return changes;
  }
}
