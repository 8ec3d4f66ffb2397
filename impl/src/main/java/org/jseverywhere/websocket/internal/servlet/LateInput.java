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
  private @Nullable ReadListener listener;

  LateInput(ServletInputStream input) {
    this.input = input;
  }

  void begin() {
    ReadListener waiting = listener;
    if (waiting != null) {
      input.setReadListener(waiting);
    }
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
}
