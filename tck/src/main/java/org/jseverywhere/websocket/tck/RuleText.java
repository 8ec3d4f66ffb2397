package org.jseverywhere.websocket.tck;

/**
 * One line of the rules page.
 *
 * @param id such as {@code WSS-OPEN-1}
 * @param strength MUST, SHOULD or MAY
 * @param text what an implementation does
 * @param source where that comes from
 * @param intent why; a rule that no test can check says {@code Untestable:} and the reason
 */
public record RuleText(String id, Strength strength, String text, String source, String intent) {

  /** How binding a rule is, as in RFC 2119. */
  public enum Strength {
    /** Without it an implementation is none. */
    MUST,
    /** There may be good reasons against it. */
    SHOULD,
    /** Left to the implementation. */
    MAY
  }

  /**
   * Whether the page says that no test can check this.
   *
   * @return true if it gives the reason
   */
  public boolean untestable() {
    return intent.startsWith("Untestable: ");
  }
}
