package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jseverywhere.websocket.ReadyState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the way of a message through a listener costs, and that of its reply. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DispatchBenchmark {

  private static final String TEXT = "0123456789".repeat(10);

  private final Clients all = new Clients();
  private final AtomicLong heard = new AtomicLong();
  private final ClientPort listened = all.connect(new Sink(new AtomicLong(), 0));
  private final ClientPort echoed = all.connect(new Sink(new AtomicLong(), 0));

  /** Listens; the thread has the application's class loader, so nothing changes threads. */
  @Setup
  public void listen() {
    listened.onMessage(event -> heard.lazySet(heard.get() + event.text().length()));
    echoed.onMessage(event -> event.port().postMessage(event.text()));
  }

  /** A message comes in. */
  @Benchmark
  public void in() {
    listened.received(Message.of(TEXT));
  }

  /** A message comes in, and the same goes out. */
  @Benchmark
  public void inAndOut() {
    echoed.received(Message.of(TEXT));
  }

  /** Ends the threads; what was measured must have been a client that is served. */
  @TearDown
  public void close() {
    if (listened.readyState() != ReadyState.OPEN || echoed.readyState() != ReadyState.OPEN) {
      throw new IllegalStateException("A client was sent away: " + listened + ", " + echoed);
    }
    all.end();
  }
}
