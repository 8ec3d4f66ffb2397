package org.jseverywhere.websocket.internal.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers of a handshake, in the form in which they are kept while its client stays: one
 * string, since a map of those of a browser takes twice the memory of all else that the library
 * keeps of it. Immutable.
 *
 * @param lines what is kept of them
 */
record Headers(String lines) {

  /** No name has one. */
  private static final char AFTER_NAME = ':';

  /** Before, between and after the lines; no value has one. */
  private static final char NEW_LINE = '\n';

  static Headers of(Map<String, List<String>> byLowerCaseName) {
    StringBuilder lines = new StringBuilder().append(NEW_LINE);
    byLowerCaseName.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    lines
                        .append(name)
                        .append(AFTER_NAME)
                        .append(value.replace(NEW_LINE, ' '))
                        .append(NEW_LINE)));
    return new Headers(lines.toString());
  }

  /** {@return the values of all headers of that name, in their order} */
  List<String> values(String lowerCaseName) {
    if (lowerCaseName.indexOf(AFTER_NAME) >= 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(1);
    String start = NEW_LINE + lowerCaseName + AFTER_NAME;
    int at = lines.indexOf(start);
    while (at >= 0) {
      int value = at + start.length();
      int end = lines.indexOf(NEW_LINE, value);
      values.add(lines.substring(value, end));
      at = lines.indexOf(start, end);
    }
    return List.copyOf(values);
  }

  /** RFC 6265, section 4.2; containers hand the header on in several shapes, split or joined. */
  Map<String, String> cookies() {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String line : values("cookie")) {
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          cookies.putIfAbsent(
              pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
      }
    }
    return Collections.unmodifiableMap(cookies);
  }

  /** {@return nothing: headers are nobody's business} */
  @Override
  public String toString() {
    return "Headers";
  }
}
