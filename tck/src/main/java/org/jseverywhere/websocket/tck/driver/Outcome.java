package org.jseverywhere.websocket.tck.driver;

import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * What came of a command: the state of what it was given to, or what was thrown.
 *
 * @param threw whether something was thrown
 * @param fields the state; or {@code class} and {@code message} of what was thrown
 */
public record Outcome(boolean threw, Fields fields) {

  static Outcome parse(String answer) {
    int newline = answer.indexOf('\n');
    return new Outcome(answer.startsWith("threw"), Fields.parse(answer.substring(newline + 1)));
  }

  /**
   * The result of a command that must not throw.
   *
   * @return the state
   */
  public Fields value() {
    if (threw) {
      throw new AssertionError(
          "The application threw " + fields.get("class") + ": " + fields.get("message"));
    }
    return fields;
  }

  /**
   * The simple name of what a command that must throw has thrown, and its message.
   *
   * @return such as {@code IllegalArgumentException: No origin …}
   */
  public String thrown() {
    if (!threw) {
      throw new AssertionError("Nothing was thrown; the answer was " + fields);
    }
    String name = fields.get("class");
    return name.substring(name.lastIndexOf('.') + 1) + ": " + fields.get("message");
  }
}
