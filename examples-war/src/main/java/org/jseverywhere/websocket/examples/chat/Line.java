package org.jseverywhere.websocket.examples.chat;

/**
 * What the page gets: a kind, who it is from, and a text, each from a new line on.
 *
 * @param kind what happened
 * @param who a name, of one line; empty if it is from nobody
 * @param text what was said, of any number of lines
 */
record Line(Kind kind, String who, String text) {

  private static final int LONGEST_NAME = 24;

  /** What a line is about; the page knows them by their names. */
  enum Kind {
    JOINED,
    LEFT,
    SAID,
    ANNOUNCED,
    /** Not shown in the talk: the text has the names of those who are in the room, one a line. */
    PEOPLE
  }

  /** What anybody types as a name, as the first few visible characters of it. */
  static String name(String typed) {
    String visible =
        typed
            .codePoints()
            .filter(Line::isVisible)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    int end = Math.min(LONGEST_NAME, visible.codePointCount(0, visible.length()));
    return visible.isEmpty() ? "Guest" : visible.substring(0, visible.offsetByCodePoints(0, end));
  }

  private static boolean isVisible(int character) {
    int type = Character.getType(character);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  /** The message. */
  String message() {
    return kind + "\n" + who + "\n" + text;
  }
}
