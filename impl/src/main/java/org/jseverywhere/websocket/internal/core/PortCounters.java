package org.jseverywhere.websocket.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Map;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.PortStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What went in and out of one port: 64 bytes for a client that is not slow.
 *
 * <p>Threads: any may read, and sees each number whole. A counter has one writer at a time, as each
 * method says, so that counting is a load and a store; only what is rare is for any thread.
 *
 * @see ServerCounters
 */
final class PortCounters {

  private static final VarHandle MESSAGES_RECEIVED = field("messagesReceived");
  private static final VarHandle BYTES_RECEIVED = field("bytesReceived");
  private static final VarHandle MESSAGES_SENT = field("messagesSent");
  private static final VarHandle BYTES_SENT = field("bytesSent");
  private static final VarHandle HIGHEST_BUFFERED_BYTES = field("highestBufferedBytes");
  private static final VarHandle HANDLER_NANOS = field("handlerNanos");
  private static final VarHandle DROPPED =
      Handles.field(MethodHandles.lookup(), "dropped", ReasonCounts.class);

  @SuppressWarnings("UnusedVariable") // by its handle
  private long messagesReceived;

  @SuppressWarnings("UnusedVariable") // by its handle
  private long bytesReceived;

  @SuppressWarnings("UnusedVariable") // by its handle
  private long messagesSent;

  @SuppressWarnings("UnusedVariable") // by its handle
  private long bytesSent;

  @SuppressWarnings("UnusedVariable") // by its handle
  private long highestBufferedBytes;

  @SuppressWarnings("UnusedVariable") // by its handle
  private long handlerNanos;

  /** By reason; null as long as nothing was dropped, as for most clients. */
  private volatile @Nullable ReasonCounts<DropReason> dropped;

  private static VarHandle field(String name) {
    return Handles.field(MethodHandles.lookup(), name, long.class);
  }

  /** A message was taken in. For the one thread that receives for this client. */
  void received(int bytes) {
    add(MESSAGES_RECEIVED, 1);
    add(BYTES_RECEIVED, bytes);
  }

  long messagesReceived() {
    return get(MESSAGES_RECEIVED);
  }

  long bytesReceived() {
    return get(BYTES_RECEIVED);
  }

  /** Messages were handed to the network. With the lock of the send queue held. */
  void sent(int messages, long bytes) {
    add(MESSAGES_SENT, messages);
    add(BYTES_SENT, bytes);
  }

  /** So many bytes wait. With the lock of the send queue held. */
  void buffered(long bytes) {
    if (bytes > get(HIGHEST_BUFFERED_BYTES)) {
      HIGHEST_BUFFERED_BYTES.setOpaque(this, bytes);
    }
  }

  /** Listeners were busy. For the one thread that delivers the events of this port. */
  void handled(long nanos) {
    add(HANDLER_NANOS, nanos);
  }

  /** Messages will not be sent. For any thread. */
  void dropped(DropReason reason, long messages) {
    ReasonCounts<DropReason> present = dropped;
    if (present == null) {
      ReasonCounts<DropReason> made = new ReasonCounts<>(DropReason.class);
      present = DROPPED.compareAndSet(this, null, made) ? made : dropped;
    }
    if (present != null) {
      present.add(reason, messages);
    }
  }

  /** Adds those of a port that has left. For one thread at a time. */
  void addAll(PortCounters other) {
    add(MESSAGES_RECEIVED, other.get(MESSAGES_RECEIVED));
    add(BYTES_RECEIVED, other.get(BYTES_RECEIVED));
    add(MESSAGES_SENT, other.get(MESSAGES_SENT));
    add(BYTES_SENT, other.get(BYTES_SENT));
    add(HANDLER_NANOS, other.get(HANDLER_NANOS));
    buffered(other.get(HIGHEST_BUFFERED_BYTES));
    other.droppedNow().forEach(this::dropped);
  }

  private Map<DropReason, Long> droppedNow() {
    ReasonCounts<DropReason> present = dropped;
    return present == null ? Map.of() : present.now();
  }

  PortStatistics snapshot() {
    return new Snapshot.OfPort(
        get(MESSAGES_RECEIVED),
        get(BYTES_RECEIVED),
        get(MESSAGES_SENT),
        get(BYTES_SENT),
        droppedNow(),
        get(HIGHEST_BUFFERED_BYTES),
        Duration.ofNanos(get(HANDLER_NANOS)));
  }

  private void add(VarHandle counter, long more) {
    counter.setOpaque(this, (long) counter.getOpaque(this) + more);
  }

  private long get(VarHandle counter) {
    return (long) counter.getOpaque(this);
  }
}
