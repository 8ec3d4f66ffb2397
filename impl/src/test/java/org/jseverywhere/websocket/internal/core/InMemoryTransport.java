package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A network in memory. By default a write completes inside the call, as on Jetty or Payara; {@link
 * #hold} makes it wait, as for a client that does not read.
 */
final class InMemoryTransport implements Transport {

  final List<String> written = new ArrayList<>();
  private final List<Completion> pending = new ArrayList<>();

  /** What it counts; -1 if it does not. */
  volatile long frames = -1;

  private boolean holding;
  private boolean writing;
  private boolean overlapped;

  static InMemoryTransport holding() {
    InMemoryTransport transport = new InMemoryTransport();
    transport.hold();
    return transport;
  }

  synchronized void hold() {
    holding = true;
  }

  /** Completes the writes that wait, and those that come. */
  void release() {
    List<Completion> completions;
    synchronized (this) {
      holding = false;
      completions = List.copyOf(pending);
      pending.clear();
      writing = false;
    }
    completions.forEach(completion -> completion.done(null));
  }

  /** Fails the write that waits. */
  void fail(Throwable failure) {
    Completion completion;
    synchronized (this) {
      completion = pending.remove(0);
      writing = false;
    }
    completion.done(failure);
  }

  @Override
  public void write(Message message, Completion completion) {
    synchronized (this) {
      overlapped |= writing;
      written.add(message.isText() ? message.text() : "binary " + message.sizeBytes());
      notifyAll();
      if (holding) {
        writing = true;
        pending.add(completion);
        return;
      }
    }
    completion.done(null);
  }

  @Override
  public long framesReceived() {
    return frames;
  }

  @Override
  public void ping(ByteBuffer payload, Completion completion) {
    synchronized (this) {
      overlapped |= writing;
      written.add("ping " + payload.getInt(0));
      notifyAll();
      if (holding) {
        writing = true;
        pending.add(completion);
        return;
      }
    }
    completion.done(null);
  }

  @Override
  public synchronized void close(int code, String reason) {
    written.add("close " + code + (reason.isEmpty() ? "" : " " + reason));
    notifyAll();
  }

  @Override
  public synchronized void drop() {
    written.add("drop");
    notifyAll();
  }

  synchronized boolean overlapped() {
    return overlapped;
  }

  synchronized List<String> written() {
    return List.copyOf(written);
  }

  /** Waits until so much was written. */
  List<String> await(int count) {
    await(() -> written.size() >= count, count + " entries");
    return written();
  }

  /** Waits until this was written. */
  void await(String expected) {
    await(() -> written.contains(expected), "\"" + expected + "\"");
  }

  private synchronized void await(BooleanSupplier done, String expected) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!done.getAsBoolean()) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new AssertionError("Not written: " + expected + ", but " + written);
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
