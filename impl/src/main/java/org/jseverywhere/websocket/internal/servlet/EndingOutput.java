package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The output of an upgraded connection, on which nothing can be written once the connection ends.
 * Payara and GlassFish keep the objects of an ended connection for the next one, while Tyrus may be
 * writing, or has frames waiting: those would reach another client. Threads: any.
 */
final class EndingOutput extends ServletOutputStream {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  /** A write there waits for nobody; more than this is something else that hangs. */
  private static final long WRITE_MILLIS = 1_000;

  private final ServletOutputStream output;

  /** Held while the container's output is used. */
  private final ReentrantLock use = new ReentrantLock();

  private volatile boolean ended;

  EndingOutput(ServletOutputStream output) {
    this.output = output;
  }

  /** Waits for the write that is going on, and lets none begin. */
  void end() {
    ended = true;
    try {
      if (use.tryLock(WRITE_MILLIS, TimeUnit.MILLISECONDS)) {
        use.unlock();
      } else {
        LOG.log(System.Logger.Level.DEBUG, "A write goes on after the end of its connection");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Use {

    void run() throws IOException;
  }

  private void use(Use step) throws IOException {
    use.lock();
    try {
      if (ended) {
        throw new IOException("The connection has ended");
      }
      step.run();
    } finally {
      use.unlock();
    }
  }

  /** True after the end, too: what is written then fails, and does not wait. */
  @Override
  public boolean isReady() {
    use.lock();
    try {
      return ended || output.isReady();
    } finally {
      use.unlock();
    }
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    use.lock();
    try {
      if (!ended) {
        output.setWriteListener(listener);
      }
    } finally {
      use.unlock();
    }
  }

  @Override
  public void write(int oneByte) throws IOException {
    use(() -> output.write(oneByte));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    use(() -> output.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    use(output::flush);
  }

  @Override
  public void close() throws IOException {
    use(output::close);
  }
}
