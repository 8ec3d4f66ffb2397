package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The input of an upgraded connection, with a listener that begins to listen later. Tyrus asks to
 * be told of input, and of the end of the connection, before it has made its session; when the
 * client is gone by then it forgets that, and the session never closes. Threads: as the servlet
 * container's.
 */
final class LateInput extends ServletInputStream {

  private final ServletInputStream input;
  private final Runnable whenEnded;
  private @Nullable ReadListener listener;

  /** Who is inside the listener. */
  private volatile @Nullable Thread teller;

  /**
   * Nobody listens yet.
   *
   * @param whenEnded run after the listener was told of the end
   */
  LateInput(ServletInputStream input, Runnable whenEnded) {
    this.input = input;
    this.whenEnded = whenEnded;
  }

  void begin() {
    ReadListener waiting = listener;
    if (waiting != null) {
      input.setReadListener(new Telling(waiting));
    }
  }

  /** Whether this very thread is telling the listener of what has come. */
  boolean isTelling() {
    return Thread.currentThread() == teller;
  }

  @Override
  public void setReadListener(ReadListener readListener) {
    listener = readListener;
  }

  @Override
  public boolean isFinished() {
    return input.isFinished();
  }

  @Override
  public boolean isReady() {
    return input.isReady();
  }

  @Override
  public int available() throws IOException {
    return input.available();
  }

  @Override
  public int read() throws IOException {
    return input.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return input.read(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private final class Telling implements ReadListener {

    private final ReadListener told;

    Telling(ReadListener told) {
      this.told = told;
    }

    @Override
    public void onDataAvailable() throws IOException {
      tell(told::onDataAvailable);
    }

    @Override
    public void onAllDataRead() throws IOException {
      tell(
          () -> {
            told.onAllDataRead();
            whenEnded.run();
          });
    }

    @Override
    public void onError(Throwable thrown) {
      tell(
          () -> {
            told.onError(thrown);
            whenEnded.run();
          });
    }

    private <E extends Exception> void tell(What<E> what) throws E {
      Thread before = teller;
      teller = Thread.currentThread();
      try {
        what.tell();
      } finally {
        teller = before;
      }
    }
  }

  private interface What<E extends Exception> {
    void tell() throws E;
  }
}
