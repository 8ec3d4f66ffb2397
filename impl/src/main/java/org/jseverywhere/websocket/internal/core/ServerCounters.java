package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.ServerStatistics;

/**
 * What went in and out of one server. Nothing is counted here for each message: the sums are made
 * of the ports' own counters when somebody asks.
 *
 * <p>Threads: any.
 */
final class ServerCounters {

  private final AtomicLong portsTotal = new AtomicLong();
  private final ReasonCounts<EvictionReason> evicted = new ReasonCounts<>(EvictionReason.class);
  private final ReasonCounts<RefusalReason> refused = new ReasonCounts<>(RefusalReason.class);
  private final AtomicLong maxHandlerNanos = new AtomicLong();

  /** Held while a port goes over to those that left, so that a sum has it on one side only. */
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final PortCounters departed = new PortCounters();

  /** A client has connected. */
  void joined() {
    portsTotal.incrementAndGet();
  }

  /** A client was refused before the upgrade. */
  void refused(RefusalReason reason) {
    refused.add(reason, 1);
  }

  /** A client was closed because it is slow. */
  void evicted(EvictionReason reason) {
    evicted.add(reason, 1);
  }

  /** The listeners of one event of one port were busy for so long. */
  void handled(PortCounters port, long nanos) {
    port.handled(nanos);
    if (nanos > maxHandlerNanos.get()) {
      maxHandlerNanos.accumulateAndGet(nanos, Math::max);
    }
  }

  /**
   * A port is over. What is counted on it from now on, such as messages posted to it nevertheless,
   * is not in the sums of the server.
   *
   * @param remove takes it out of the ports that {@link #snapshot} is given; nothing else may
   */
  void left(PortCounters port, Runnable remove) {
    lock.lock();
    try {
      departed.addAll(port);
      remove.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The sums of now.
   *
   * @param ports how many clients are connected
   * @param present those of all ports that have joined and not {@link #left}; read in this call
   */
  ServerStatistics snapshot(int ports, Stream<PortCounters> present) {
    PortCounters sum = new PortCounters();
    lock.lock();
    try {
      sum.addAll(departed);
      present.forEach(sum::addAll);
    } finally {
      lock.unlock();
    }
    return new Snapshot.OfServer(
        sum.snapshot(),
        ports,
        portsTotal.get(),
        evicted.now(),
        refused.now(),
        Duration.ofNanos(maxHandlerNanos.get()));
  }
}
