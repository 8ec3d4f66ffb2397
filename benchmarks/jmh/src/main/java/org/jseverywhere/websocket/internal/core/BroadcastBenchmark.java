package org.jseverywhere.websocket.internal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One message to all clients, from the send until the last of them has it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BroadcastBenchmark {

  private static final String TEXT = "0123456789".repeat(10);

  /** How many clients there are. */
  @Param({"10", "1000"})
  public int clients;

  private final Clients all = new Clients();
  private final List<AtomicLong> taken = new ArrayList<>();
  private long sent;

  /** Connects them. */
  @Setup
  public void connect() {
    for (int i = 0; i < clients; i++) {
      AtomicLong its = new AtomicLong();
      taken.add(its);
      all.connect(new Sink(its, 16_384));
    }
  }

  /** Sends one message to all, and waits for it. */
  @Benchmark
  public void send() {
    all.server.send(TEXT);
    sent++;
    for (int i = 0; i < clients; i++) {
      while (taken.get(i).get() < sent) {
        Thread.onSpinWait();
      }
    }
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    all.end();
  }
}
