package org.jseverywhere.websocket.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** That what is written late does not reach whoever has the connection's objects by then. */
class EndingOutputTest {

  private static final byte[] FRAME = "frame".getBytes(StandardCharsets.UTF_8);

  private final Container container = new Container();
  private final EndingOutput output = new EndingOutput(container);

  @Test
  void writesUntilTheEnd() throws IOException {
    output.write(FRAME);
    output.write('!');
    output.flush();

    assertThat(container).hasToString("frame! flushed");
  }

  @Test
  void writesNothingAfterTheEnd() {
    output.end();

    assertThat(output.isReady()).isTrue();
    assertThatThrownBy(() -> output.write(FRAME)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> output.write('!')).isInstanceOf(IOException.class);
    assertThatThrownBy(output::flush).isInstanceOf(IOException.class);
    assertThatThrownBy(output::close).isInstanceOf(IOException.class);
    output.setWriteListener(
        new WriteListener() {
          @Override
          public void onWritePossible() {}

          @Override
          public void onError(Throwable thrown) {}
        });
    assertThat(container).hasToString("");
  }

  /** What the container gives, and keeps for the next connection. */
  private static final class Container extends ServletOutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      bytes.writeBytes(" listens".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(int oneByte) {
      bytes.write(oneByte);
    }

    @Override
    public void write(byte[] written, int offset, int length) {
      bytes.write(written, offset, length);
    }

    @Override
    public void flush() {
      bytes.writeBytes(" flushed".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      bytes.writeBytes(" closed".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
