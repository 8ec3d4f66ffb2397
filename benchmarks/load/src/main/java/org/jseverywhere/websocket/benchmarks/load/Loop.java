package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The one thread's selector, and the buffers that all connections share. */
final class Loop implements AutoCloseable {

  /** Something that is registered with the selector. */
  interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  private static final int BUFFER = 1 << 19;

  /** Looks that often before it sleeps: waking up takes longer than most servers take. */
  private static final int SPINS = 200;

  final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
  final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
  final Selector selector;
  private final Consumer<SelectionKey> action = Loop::ready;
  private long busyNanos;

  Loop() throws IOException {
    selector = Selector.open();
  }

  /** Runs until it is told, or until a time of {@link System#nanoTime()} comes; whether told. */
  boolean run(long deadline, Runnable afterEach, BooleanSupplier done) throws IOException {
    int idle = 0;
    while (!done.getAsBoolean()) {
      long begin = System.nanoTime();
      if (begin - deadline >= 0) {
        return false;
      }
      if (once(idle)) {
        idle = 0;
        afterEach.run();
        busyNanos += System.nanoTime() - begin;
      } else {
        idle++;
      }
    }
    return true;
  }

  private boolean once(int idle) throws IOException {
    if (idle < SPINS) {
      return selector.selectNow(action) > 0;
    }
    return selector.select(action, 1) > 0;
  }

  private static void ready(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Time spent on connections that had something; near the wall time, this program is the limit.
   */
  long busyNanos() {
    return busyNanos;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
