package org.jseverywhere.websocket.benchmarks.load;

import java.util.Locale;
import java.util.StringJoiner;

/** One line of JSON. */
final class Report {

  private final StringJoiner json = new StringJoiner(", ", "{", "}");

  void add(String name, double value) {
    json.add("\"" + name + "\": " + String.format(Locale.ROOT, "%.4f", value));
  }

  void add(String name, long value) {
    json.add("\"" + name + "\": " + value);
  }

  void add(String name, String value) {
    json.add("\"" + name + "\": \"" + value.replaceAll("[\\\\\"\\p{Cntrl}]", "?") + "\"");
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
