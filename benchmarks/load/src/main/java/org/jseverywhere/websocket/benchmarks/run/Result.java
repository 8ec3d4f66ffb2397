package org.jseverywhere.websocket.benchmarks.run;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came out of one cell in one round. */
record Result(
    Container container, Workload workload, String subject, int round, Map<String, String> values) {

  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|([-\\d.]+))");

  /** The names and values of an object without others inside. */
  static Map<String, String> parse(String json) {
    Map<String, String> values = new HashMap<>();
    Matcher field = FIELD.matcher(json);
    while (field.find()) {
      values.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
    }
    return values;
  }

  /** Whether the other is to be held against this one. */
  boolean isOfSameWork(Result other) {
    return container == other.container && workload.equals(other.workload);
  }

  /** When and how it was measured. */
  String facts() {
    return values.getOrDefault("facts", "");
  }

  /** Not a number if the cell did not come to that. */
  double number(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? Double.NaN : Double.parseDouble(value);
  }

  String firstError() {
    return values.getOrDefault("firstError", "no result");
  }

  boolean failed() {
    return !(number("errors") == 0);
  }
}
