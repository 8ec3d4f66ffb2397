package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jseverywhere.websocket.OverflowPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a message costs in the queue of one client, from the post to the write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class QueueBenchmark implements SendQueue.Line, SendQueue.Owner {

  private static final int CHUNK = 16;

  private final Message message = Message.of("0123456789".repeat(10));
  private final Message[] chunk = new Message[SendQueue.MAX_CHUNK];
  private final SendQueue queue =
      new SendQueue(
          new Sink(new AtomicLong(), 16_384),
          this,
          new PortCounters(),
          1_000_000,
          OverflowPolicy.CLOSE,
          this);

  /** A reply to a client for which nothing waits. */
  @Benchmark
  public void direct() {
    queue.offer(message, true, 0);
  }

  /** A message that a writer takes. */
  @Benchmark
  public void queued() {
    queue.offer(message, false, 0);
    queue.writeNext(chunk, true);
  }

  /** Messages that leave together. */
  @Benchmark
  @OperationsPerInvocation(CHUNK)
  public void queuedTogether() {
    for (int i = 0; i < CHUNK; i++) {
      queue.offer(message, false, 0);
    }
    queue.writeNext(chunk, true);
  }

  @Override
  public void ready(SendQueue ready) {
    // The benchmark is the writer.
  }

  @Override
  public void wake() {
    // The benchmark is the writer.
  }

  @Override
  public void watch() {
    // Every write is over when its call is.
  }

  @Override
  public void writeFailed(Throwable failure) {
    throw new AssertionError(failure);
  }

  @Override
  public void low() {
    // Nobody asks.
  }
}
