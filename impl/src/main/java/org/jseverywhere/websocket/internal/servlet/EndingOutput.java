package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The output of an upgraded connection, on which nothing can be written once the connection ends.
 * Payara and GlassFish keep the objects of an ended connection for the next one, while Tyrus may
 * have frames waiting: those would reach another client. Threads: any.
 */
final class EndingOutput extends ServletOutputStream {

  private final ServletOutputStream output;

  private volatile boolean ended;

  EndingOutput(ServletOutputStream output) {
    this.output = output;
  }

  /**
   * Lets no write begin. It does not wait for one that is going on: that one may need the thread
   * that ends the connection.
   */
  void end() {
    ended = true;
  }

  private void check() throws IOException {
    if (ended) {
      throw new IOException("The connection has ended");
    }
  }

  /** True after the end, too: what is written then fails, and does not wait. */
  @Override
  public boolean isReady() {
    return ended || output.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    if (!ended) {
      output.setWriteListener(listener);
    }
  }

  @Override
  public void write(int oneByte) throws IOException {
    check();
    output.write(oneByte);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    check();
    output.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    check();
    output.flush();
  }

  @Override
  public void close() throws IOException {
    check();
    output.close();
  }
}
