package org.jseverywhere.websocket.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the connection of a session of Tyrus ends. */
class GuardedConnectionTest {

  private final Container container = new Container();
  private final KeptConnections kept = new KeptConnections();
  private final GuardedConnection connection = new GuardedConnection(null, kept);

  /** What Tyrus does with what comes in. */
  private Runnable tyrus = () -> {};

  @BeforeEach
  void begin() {
    connection.begin(container);
    connection.getInputStream().setReadListener(new Tyrus());
    connection.read();
  }

  @Test
  void tyrusEndsItAtOnceUnlessItIsKept() {
    connection.close();

    assertThat(container.closed).isOne();
  }

  @Test
  void itIsKeptUntilTheAnswerHasCome() throws IOException {
    connection.keepForAnswer();
    connection.close();
    assertThat(container.closed).isZero();

    container.input.listener().onDataAvailable();
    assertThat(container.closed).as("after another message").isZero();

    tyrus = connection::close;
    container.input.listener().onDataAvailable();
    assertThat(container.closed).isOne();

    CompletableFuture<Boolean> answered = connection.answered().toCompletableFuture();
    assertThat(answered).isNotDone();
    connection.ended();
    assertThat(answered).isCompletedWithValue(true);
  }

  @Test
  void itIsKeptUntilTheClientIsGone() throws IOException {
    connection.keepForAnswer();
    connection.close();
    container.input.listener().onAllDataRead();

    assertThat(container.closed).as("though Tyrus does nothing any more").isOne();
    connection.ended();
    assertThat(connection.answered().toCompletableFuture()).isCompletedWithValue(false);
  }

  @Test
  void itIsKeptUntilItFails() {
    connection.keepForAnswer();
    connection.close();
    container.input.listener().onError(new IOException("cut"));

    assertThat(container.closed).isOne();
  }

  @Test
  void itIsKeptUntilTheApplicationEnds() {
    connection.keepForAnswer();
    Thread.currentThread().interrupt();
    kept.close();

    assertThat(Thread.interrupted()).as("waits no longer if it should not").isTrue();
    assertThat(container.closed).isOne();
  }

  @Test
  void whatHasEndedIsKeptByNobody() {
    connection.keepForAnswer();
    connection.ended();
    connection.keepForAnswer();
    kept.close();

    assertThat(container.closed).isZero();
  }

  private final class Tyrus implements ReadListener {

    @Override
    public void onDataAvailable() {
      tyrus.run();
    }

    @Override
    public void onAllDataRead() {}

    @Override
    public void onError(Throwable thrown) {}
  }

  private static final class Container implements WebConnection {

    final Input input = new Input();
    int closed;

    @Override
    public ServletInputStream getInputStream() {
      return input;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return new Output();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static final class Input extends ServletInputStream {

    private @Nullable ReadListener listener;

    ReadListener listener() {
      return Objects.requireNonNull(listener);
    }

    @Override
    public void setReadListener(ReadListener readListener) {
      listener = readListener;
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public int read() {
      return -1;
    }
  }

  private static final class Output extends ServletOutputStream {

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}

    @Override
    public void write(int oneByte) {}
  }
}
