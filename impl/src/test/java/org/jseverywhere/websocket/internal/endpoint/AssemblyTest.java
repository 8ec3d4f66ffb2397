package org.jseverywhere.websocket.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssemblyTest {

  private final List<String> seen = new ArrayList<>();
  private final Assembly assembly =
      new Assembly(
          10,
          text -> seen.add("text " + text),
          blob -> seen.add("binary " + UTF_8.decode(blob.arrayBuffer())),
          () -> seen.add("too large"));

  @Test
  void onePieceIsAMessage() {
    assembly.text("0123456789", true);
    assembly.text("", true);
    binary("0123456789", true);
    assertThat(seen).containsExactly("text 0123456789", "text ", "binary 0123456789");
  }

  @Test
  void piecesAreOneMessage() {
    assembly.text("01234", false);
    assembly.text("", false);
    assembly.text("56789", true);
    binary("0", false);
    binary("", true);
    assembly.text("next", true);
    assertThat(seen).containsExactly("text 0123456789", "binary 0", "text next");
  }

  @Test
  void itDoesNotWaitForTheEndOfAMessageThatIsTooLarge() {
    assembly.text("0123456789", false);
    assertThat(seen).isEmpty();
    assembly.text("0", false);
    assertThat(seen).containsExactly("too large");
  }

  @Test
  void itTellsOnceAndTakesNothingAnyMore() {
    binary("01234567890", true);
    binary("0", true);
    assembly.text("0", true);
    binary("01234567890", false);
    assertThat(seen).containsExactly("too large");
  }

  private void binary(String bytes, boolean last) {
    assembly.binary(ByteBuffer.wrap(bytes.getBytes(UTF_8)), last);
  }
}
