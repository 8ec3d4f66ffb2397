package org.jseverywhere.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConstantsTest {

  @Test
  void readyStatesHaveTheDraftsNumbers() {
    assertThat(ReadyState.CONNECTING.value()).isEqualTo(0);
    assertThat(ReadyState.OPEN.value()).isEqualTo(1);
    assertThat(ReadyState.CLOSING.value()).isEqualTo(2);
    assertThat(ReadyState.CLOSED.value()).isEqualTo(3);
  }

  @Test
  void thereAreTwoBinaryTypes() {
    assertThat(BinaryType.of("blob")).isEqualTo(BinaryType.BLOB);
    assertThat(BinaryType.of("arraybuffer")).isEqualTo(BinaryType.ARRAYBUFFER);
    assertThatThrownBy(() -> BinaryType.of("Blob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"Blob\"", "\"blob\"", "\"arraybuffer\"");
  }

  @Test
  void eventTypesHaveTheDraftsNames() {
    assertThat(EventType.OPEN).hasToString("open");
    assertThat(EventType.CONNECT).hasToString("connect");
    assertThat(EventType.MESSAGE).hasToString("message");
    assertThat(EventType.BUFFERED_AMOUNT_LOW).hasToString("bufferedamountlow");
    assertThat(EventType.ERROR).hasToString("error");
    assertThat(EventType.CLOSE).hasToString("close");
  }
}
