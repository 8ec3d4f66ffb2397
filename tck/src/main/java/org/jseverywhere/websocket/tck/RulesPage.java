package org.jseverywhere.websocket.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * The rules as they stand in {@code rules.md}: one row of a table for each.
 *
 * @param rules by id, in the order of the page
 */
record RulesPage(Map<String, RuleText> rules) {

  static final RulesPage PACKAGED = read();

  private static final int COLUMNS = 5;

  private static RulesPage read() {
    try (InputStream page = RulesPage.class.getResourceAsStream("rules.md")) {
      return parse(new String(Objects.requireNonNull(page, "rules.md").readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RulesPage parse(String page) {
    Map<String, RuleText> rules = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String line : page.lines().filter(l -> l.startsWith("| WSS-")).toList()) {
      String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|", -1);
      if (cells.length != COLUMNS) {
        problems.add("Not " + COLUMNS + " columns: " + line);
        continue;
      }
      RuleText rule =
          new RuleText(
              cells[0].strip(),
              RuleText.Strength.valueOf(cells[1].strip()),
              cells[2].strip(),
              cells[3].strip(),
              cells[4].strip());
      if (rules.put(rule.id(), rule) != null) {
        problems.add("Twice: " + rule.id());
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("In the rules page: " + problems);
    }
    return new RulesPage(rules);
  }

  RuleText text(String id) {
    RuleText text = rules.get(id);
    if (text == null) {
      throw new NoSuchElementException("No rule " + id + " in the rules page");
    }
    return text;
  }

  Set<String> ids() {
    return Set.copyOf(rules.keySet());
  }
}
