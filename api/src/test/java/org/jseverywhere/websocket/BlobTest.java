package org.jseverywhere.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BlobTest {

  @Test
  void isACopyThatNobodyCanChange() {
    byte[] bytes = {1, 2, 3};
    Blob blob = Blob.of(bytes);
    bytes[0] = 9;

    assertThat(blob.arrayBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(blob.arrayBuffer().isReadOnly()).isTrue();
  }

  @Test
  void takesWhatRemainsOfABuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);

    assertThat(Blob.of(buffer).arrayBuffer()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void isReadAsTextAndAsAStream() throws IOException {
    Blob blob = Blob.of("é€");

    assertThat(blob.size()).isEqualTo(5);
    assertThat(blob.text()).isEqualTo("é€");
    assertThat(blob.stream().readAllBytes()).isEqualTo(new byte[] {-61, -87, -30, -126, -84});
    assertThat(blob.slice(0, 1).text()).isEqualTo("\uFFFD");
  }

  @Test
  void aSliceIsWithinIt() {
    Blob slice = Blob.of("abcdef").slice(1, 5).slice(1, 3);

    assertThat(slice.text()).isEqualTo("cd");
    assertThat(slice.arrayBuffer().position()).isZero();
    assertThat(slice.arrayBuffer().capacity()).isEqualTo(2);
    assertThatThrownBy(() -> slice.slice(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> slice.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void doesNotShowItsContent() {
    assertThat(Blob.of("secret").toString()).isEqualTo("Blob[6 bytes]");
  }
}
