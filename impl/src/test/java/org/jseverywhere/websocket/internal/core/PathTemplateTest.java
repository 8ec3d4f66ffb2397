package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

  @Test
  void literalPathMatchesItselfOnly() {
    PathTemplate chat = PathTemplate.parse("/chat");

    assertThat(chat.match("/chat")).isEmpty();
    assertThat(chat.match("/chat/")).isNull();
    assertThat(chat.match("/Chat")).isNull();
    assertThat(chat.match("/chat/a")).isNull();
    assertThat(chat.match("chat")).isNull();
  }

  @Test
  void variablesAreDecoded() {
    PathTemplate rooms = PathTemplate.parse("/rooms/{room}/{user.name}");

    assertThat(rooms.match("/rooms/a%20b+c/%C3%A9"))
        .isEqualTo(Map.of("room", "a b+c", "user.name", "é"));
    assertThat(rooms.match("/rooms//x")).isNull();
    assertThat(rooms.match("/rooms/%zz/x")).isNull();
  }

  @Test
  void literalsMatchInWhateverWayTheyAreEscaped() {
    assertThat(PathTemplate.parse("/caf%C3%A9").match("/caf%c3%a9")).isEmpty();
    assertThat(PathTemplate.parse("/café").match("/caf%C3%A9")).isEmpty();
  }

  @Test
  void theLeftmostLiteralIsTheMostSpecific() {
    List<String> sorted =
        Stream.of("/{a}/{b}", "/x/{b}", "/{a}/y", "/x/y")
            .map(PathTemplate::parse)
            .sorted(PathTemplate.MOST_SPECIFIC_FIRST)
            .map(PathTemplate::toString)
            .toList();

    assertThat(sorted).containsExactly("/x/y", "/x/{b}", "/{a}/y", "/{a}/{b}");
  }

  @Test
  void templatesThatMatchTheSamePathsHaveOneShape() {
    assertThat(PathTemplate.parse("/a/{x}").shape())
        .isEqualTo(PathTemplate.parse("/a/{y}").shape())
        .isNotEqualTo(PathTemplate.parse("/a/x").shape())
        .isNotEqualTo(PathTemplate.parse("/{x}/a").shape());
    assertThat(PathTemplate.parse("/a%2Fb").shape())
        .isNotEqualTo(PathTemplate.parse("/a/b").shape());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat",
        "/a/{b",
        "/a/b}",
        "/a/{}",
        "/a/{b}c",
        "/{a}/{a}",
        "/a b",
        "/{1}",
        "/{a{b}}"
      })
  void malformedTemplatesAreRefusedByName(String text) {
    assertThatThrownBy(() -> PathTemplate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }
}
