package org.jseverywhere.websocket.benchmarks.load;

import java.util.HashMap;
import java.util.Map;

/** The command line: pairs of a name and a value. */
final class Settings {

  private final Map<String, String> values = new HashMap<>();

  Settings(String[] arguments) {
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      values.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
    }
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  int number(String name, int otherwise) {
    String value = values.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  long nanos(String name) {
    return (long) (Double.parseDouble(text(name)) * 1e9);
  }
}
