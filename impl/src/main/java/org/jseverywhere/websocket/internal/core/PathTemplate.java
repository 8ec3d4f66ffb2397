package org.jseverywhere.websocket.internal.core;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path whose segments are literal or one variable each, such as {@code /rooms/{room}}. Threads:
 * any.
 */
public final class PathTemplate {

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

  /**
   * The more specific template first: where two match the same path, the one with the literal
   * segment furthest left, as for Jakarta WebSocket endpoints.
   */
  static final Comparator<PathTemplate> MOST_SPECIFIC_FIRST =
      Comparator.comparing(PathTemplate::shape);

  private record Segment(String text, boolean isVariable) {}

  private final String text;
  private final List<Segment> segments;

  private PathTemplate(String text, List<Segment> segments) {
    this.text = text;
    this.segments = segments;
  }

  static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw malformed(text, "it must start with \"/\"");
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      segments.add(segment(text, part, segments));
    }
    return new PathTemplate(text, List.copyOf(segments));
  }

  private static Segment segment(String text, String part, List<Segment> before) {
    if (part.indexOf('{') < 0 && part.indexOf('}') < 0) {
      for (int i = 0; i < part.length(); i++) {
        if (part.charAt(i) <= ' ' || part.charAt(i) == 0x7f) {
          throw malformed(text, "it contains a space or control character");
        }
      }
      return new Segment(decode(part), false);
    }
    var matcher = VARIABLE.matcher(part);
    if (!matcher.matches()) {
      throw malformed(
          text, "the segment \"" + part + "\" is neither literal nor one variable such as {name}");
    }
    Segment variable = new Segment(matcher.group(1), true);
    // Not contains: the generated equals of a record leaves its class, and with it the application,
    // in a cache of the JDK.
    if (before.stream().anyMatch(s -> s.isVariable() && s.text().equals(variable.text()))) {
      throw malformed(text, "the variable {" + variable.text() + "} stands twice");
    }
    return variable;
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException("Malformed path \"" + text + "\": " + why + ".");
  }

  /** The variables' decoded values if {@code path}, as it came on the wire, matches. */
  @Nullable Map<String, String> match(String path) {
    if (!path.startsWith("/")) {
      return null;
    }
    String[] parts = path.substring(1).split("/", -1);
    if (parts.length != segments.size()) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      Segment segment = segments.get(i);
      String value;
      try {
        value = decode(parts[i]);
      } catch (IllegalArgumentException malformedEscape) {
        return null;
      }
      if (!segment.isVariable()) {
        if (!segment.text().equals(value)) {
          return null;
        }
      } else if (value.isEmpty()) {
        return null;
      } else {
        variables.put(segment.text(), value);
      }
    }
    return Map.copyOf(variables);
  }

  /** The same for all templates that match the same paths; literal segments sort first. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments) {
      shape.append('\0').append(segment.isVariable() ? "\uffff" : segment.text());
    }
    return shape.toString();
  }

  @Override
  public String toString() {
    return text;
  }

  /** Percent-decodes; a plus sign is itself in a path. */
  private static String decode(String part) {
    return part.indexOf('%') < 0
        ? part
        : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
