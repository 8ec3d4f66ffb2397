package org.jseverywhere.websocket.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.jseverywhere.websocket.examples.chat.Line.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LineTest {

  @Test
  @DisplayName("a message is its kind, its author and its text, which alone may have more lines")
  void isThreeParts() {
    assertThat(new Line(Kind.SAID, "Ann", "one\ntwo").message()).isEqualTo("SAID\nAnn\none\ntwo");
  }

  @Test
  @DisplayName("a name has no characters that nobody sees, least of all a new line")
  void dropsInvisibleCharacters() {
    assertThat(Line.name("A\nn\u202en\t ")).isEqualTo("Ann");
  }

  @Test
  @DisplayName("a name without anything to see is Guest")
  void namesTheNameless() {
    assertThat(Line.name(" \n")).isEqualTo("Guest");
  }

  @Test
  @DisplayName("a long name ends after 24 characters, none of them cut in two")
  void shortens() {
    assertThat(Line.name("🌍".repeat(30))).isEqualTo("🌍".repeat(24));
  }
}
