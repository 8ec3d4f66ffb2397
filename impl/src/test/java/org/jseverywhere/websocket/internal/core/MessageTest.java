package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jseverywhere.websocket.Blob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "?", "é", "€", "😀", "a\u0000é€😀\uFFFF"})
  void textIsMeasuredInUtf8(String text) {
    for (String each : List.of(text, text.repeat(1_000))) {
      assertThat(Message.of(each).sizeBytes())
          .isEqualTo(each.getBytes(StandardCharsets.UTF_8).length);
      assertThat(Message.of(each).text()).isEqualTo(each);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void noCharacterIsOverlooked(int place) {
    String text = "a".repeat(place) + "é" + "a".repeat(6 - place);
    assertThat(Message.of(text).sizeBytes()).isEqualTo(8);
  }

  @Test
  void unpairedSurrogatesAreReplaced() {
    assertThat(Message.of("\uD83Dx\uDE00\uD83D").text()).isEqualTo("\uFFFDx\uFFFD\uFFFD");
    assertThat(Message.of("\uD83D\uD83D\uDE00").text()).isEqualTo("\uFFFD😀");
    assertThat(Message.of("\uDE00").sizeBytes()).isEqualTo(3);
    assertThat(Message.of("?\uDE00".repeat(1_000)).text()).isEqualTo("?\uFFFD".repeat(1_000));
  }

  @Test
  void aMessageIsOfOneKind() {
    assertThatThrownBy(() -> Message.of("secret").bytes())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("6 bytes")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Message.of(Blob.of("secret")).text())
        .isInstanceOf(IllegalStateException.class);
    assertThat(Message.of("secret").toString()).doesNotContain("secret");
  }
}
