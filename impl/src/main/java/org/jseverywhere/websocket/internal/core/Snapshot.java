package org.jseverywhere.websocket.internal.core;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.PortStatistics;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.ServerStatistics;

/**
 * Statistics as they were at one moment. Not records: what the JDK generates for those keeps
 * undeployed applications alive. Immutable.
 */
final class Snapshot {

  private Snapshot() {}

  static final class OfPort implements PortStatistics {

    private final long messagesReceived;
    private final long bytesReceived;
    private final long messagesSent;
    private final long bytesSent;
    private final Map<DropReason, Long> messagesDropped;
    private final long highestBufferedAmount;
    private final Duration handlerTime;

    /** In the order of the interface; the map is immutable. */
    OfPort(
        long messagesReceived,
        long bytesReceived,
        long messagesSent,
        long bytesSent,
        Map<DropReason, Long> messagesDropped,
        long highestBufferedAmount,
        Duration handlerTime) {
      this.messagesReceived = messagesReceived;
      this.bytesReceived = bytesReceived;
      this.messagesSent = messagesSent;
      this.bytesSent = bytesSent;
      this.messagesDropped = messagesDropped;
      this.highestBufferedAmount = highestBufferedAmount;
      this.handlerTime = handlerTime;
    }

    @Override
    public long messagesReceived() {
      return messagesReceived;
    }

    @Override
    public long bytesReceived() {
      return bytesReceived;
    }

    @Override
    public long messagesSent() {
      return messagesSent;
    }

    @Override
    public long bytesSent() {
      return bytesSent;
    }

    @Override
    public long messagesDropped() {
      return sumOf(messagesDropped);
    }

    @Override
    public long messagesDropped(DropReason reason) {
      return of(reason, messagesDropped);
    }

    @Override
    public long highestBufferedAmount() {
      return highestBufferedAmount;
    }

    @Override
    public Duration handlerTime() {
      return handlerTime;
    }

    /** {@return the numbers in one line} */
    @Override
    public String toString() {
      return "PortStatistics[" + text(this) + "]";
    }
  }

  static final class OfServer implements ServerStatistics {

    private final PortStatistics sum;
    private final int ports;
    private final long portsTotal;
    private final Map<EvictionReason, Long> portsEvicted;
    private final Map<RefusalReason, Long> handshakesRefused;
    private final Duration maxHandlerTime;

    /** In the order of the interface; the maps are immutable. */
    OfServer(
        PortStatistics sum,
        int ports,
        long portsTotal,
        Map<EvictionReason, Long> portsEvicted,
        Map<RefusalReason, Long> handshakesRefused,
        Duration maxHandlerTime) {
      this.sum = sum;
      this.ports = ports;
      this.portsTotal = portsTotal;
      this.portsEvicted = portsEvicted;
      this.handshakesRefused = handshakesRefused;
      this.maxHandlerTime = maxHandlerTime;
    }

    @Override
    public long messagesReceived() {
      return sum.messagesReceived();
    }

    @Override
    public long bytesReceived() {
      return sum.bytesReceived();
    }

    @Override
    public long messagesSent() {
      return sum.messagesSent();
    }

    @Override
    public long bytesSent() {
      return sum.bytesSent();
    }

    @Override
    public long messagesDropped() {
      return sum.messagesDropped();
    }

    @Override
    public long messagesDropped(DropReason reason) {
      return sum.messagesDropped(reason);
    }

    @Override
    public long highestBufferedAmount() {
      return sum.highestBufferedAmount();
    }

    @Override
    public Duration handlerTime() {
      return sum.handlerTime();
    }

    @Override
    public int ports() {
      return ports;
    }

    @Override
    public long portsTotal() {
      return portsTotal;
    }

    @Override
    public long portsEvicted() {
      return sumOf(portsEvicted);
    }

    @Override
    public long portsEvicted(EvictionReason reason) {
      return of(reason, portsEvicted);
    }

    @Override
    public long handshakesRefused() {
      return sumOf(handshakesRefused);
    }

    @Override
    public long handshakesRefused(RefusalReason reason) {
      return of(reason, handshakesRefused);
    }

    @Override
    public Duration maxHandlerTime() {
      return maxHandlerTime;
    }

    /** {@return the numbers in one line} */
    @Override
    public String toString() {
      return "ServerStatistics[ports="
          + ports
          + " of "
          + portsTotal
          + ", evicted="
          + portsEvicted()
          + ", refused="
          + handshakesRefused()
          + ", "
          + text(this)
          + ", max. handler time="
          + maxHandlerTime
          + "]";
    }
  }

  private static long sumOf(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <R> long of(R reason, Map<R, Long> counts) {
    return counts.getOrDefault(Objects.requireNonNull(reason, "reason"), 0L);
  }

  private static String text(PortStatistics statistics) {
    return "received="
        + statistics.messagesReceived()
        + " ("
        + statistics.bytesReceived()
        + " bytes), sent="
        + statistics.messagesSent()
        + " ("
        + statistics.bytesSent()
        + " bytes), dropped="
        + statistics.messagesDropped()
        + ", highest buffered amount="
        + statistics.highestBufferedAmount()
        + ", handler time="
        + statistics.handlerTime();
  }
}
