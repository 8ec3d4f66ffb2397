package org.jseverywhere.websocket.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.EvictionReason;
import org.jspecify.annotations.Nullable;

/**
 * How the connection of one client ends, whoever begins: the application, the client, a limit, a
 * failed write, or a client that takes nothing. The first of them counts. Threads: any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7">RFC 6455, section 7</a>
 */
final class ConnectionEnd extends TimingWheel.Timer implements SendQueue.Owner {

  /** How long the closing handshake may take before the connection is dropped. */
  private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** The same where the client was given time already, or floods. */
  private static final long STALLED_CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The same for one that floods on: enough to read why. */
  private static final long FLOOD_CLOSE_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final VarHandle CLOSING =
      Handles.field(MethodHandles.lookup(), "closing", boolean.class);

  private final ClientPort port;
  private final Transport transport;
  private volatile boolean closing;

  /** How long the closing handshake may take. */
  private volatile long closeNanos = CLOSE_TIMEOUT_NANOS;

  /** Whether that time runs; before, as long as the client takes what waits for it, it may. */
  private volatile boolean deadlineRuns;

  /** Given up; a container then tells the code that it was closed with, as if the client knew. */
  private volatile boolean dropped;

  /** What this side is to send, once that is known. */
  private volatile @Nullable Sent intended;

  /** What this side sent, once it was sent. */
  private volatile @Nullable Sent sent;

  private record Sent(int code, String reason) {}

  ConnectionEnd(ClientPort port, Transport transport) {
    this.port = port;
    this.transport = transport;
  }

  private Application application() {
    return port.application();
  }

  private long stallNanos() {
    return port.server().options().stallTimeout().toNanos();
  }

  /** Whether it has begun. */
  boolean begun() {
    return closing;
  }

  private boolean begin() {
    return CLOSING.compareAndSet(this, false, true);
  }

  /** Begins; a client that a limit closes is counted before it is told. */
  private boolean begin(@Nullable EvictionReason why) {
    boolean begins = begin();
    if (begins && why != null) {
      port.evicted(why);
    }
    return begins;
  }

  /** The connection has ended, with the code that the container found. */
  void closed(int code, String reason) {
    Sent ours = sent;
    if (dropped || code == CloseCodes.ABNORMAL) {
      lost();
    } else if (ours == null) {
      ended(code, reason, true);
    } else {
      ended(ours.code(), ours.reason(), true);
    }
  }

  /** The connection has ended without a closing handshake. */
  void lost() {
    ended(CloseCodes.ABNORMAL, "", false);
  }

  private void ended(int code, String reason, boolean wasClean) {
    begin();
    port.outbox().closeNow();
    if (!deadlineRuns || !transport.has(Transport.Trait.ENDS_BEFORE_ANSWER)) {
      application().ticker().cancel(this);
    }
    port.ended(code, reason, wasClean);
  }

  /**
   * Closes once what waits was written.
   *
   * @param why the limit that closes, or null
   */
  void afterLast(@Nullable EvictionReason why, int code, String reason) {
    if (!begin(why)) {
      return;
    }
    intended = new Sent(code, reason);
    port.outbox()
        .closeAfterLast(
            () -> {
              startDeadline();
              sendClose(code, reason);
            });
  }

  /**
   * Closes as soon as no message is on its way, and drops those that wait.
   *
   * @param why the limit that closes, or null
   */
  void now(@Nullable EvictionReason why, int code, String reason) {
    if (!begin(why)) {
      return;
    }
    intended = new Sent(code, reason);
    startDeadline();
    // A frame in the middle of another would be no frame.
    port.outbox().closeNow(() -> sendClose(code, reason));
  }

  /** As {@link #now}, for a client that is given little more time. */
  void soon(EvictionReason why, int code, String reason) {
    if (!begun()) {
      closeNanos = STALLED_CLOSE_TIMEOUT_NANOS;
    }
    now(why, code, reason);
  }

  /** Ends a client soon that was given little time, and does not even stop to send. */
  boolean cutsFlood() {
    if (deadlineRuns && closeNanos == STALLED_CLOSE_TIMEOUT_NANOS) {
      closeNanos = FLOOD_CLOSE_TIMEOUT_NANOS;
      startDeadline();
    }
    return closeNanos == FLOOD_CLOSE_TIMEOUT_NANOS;
  }

  private void sendClose(int code, String reason) {
    application()
        .runBlocking(
            () -> {
              sent = new Sent(code, reason);
              transport.close(code, reason);
            });
  }

  private void startDeadline() {
    deadlineRuns = true;
    application().ticker().arm(this, closeNanos);
  }

  private void drop() {
    dropped = true;
    port.outbox().abandon();
    if (transport.has(Transport.Trait.DROPS_AT_ONCE)) {
      // Not in line with closes, each of which may wait for its own client.
      transport.drop();
    } else {
      application().runBlocking(this::closeAndDrop);
    }
    lost();
  }

  private void closeAndDrop() {
    Sent unsent = sent == null ? intended : null;
    if (unsent != null) {
      // A container that drops in its own way tells a client that reads on 1001.
      transport.close(unsent.code(), unsent.reason());
    }
    transport.drop();
  }

  // What the queue of messages tells.

  @Override
  public void watch() {
    application().ticker().arm(this, stallNanos());
    if (deadlineRuns) {
      startDeadline();
    }
  }

  /** The client is gone, whatever its container knows by now. */
  @Override
  public void writeFailed(Throwable failure) {
    if (sent != null) {
      // Tomcat (10.1.60) fails a write that its own close overtakes, before it tells the end.
      return;
    }
    begin();
    drop();
  }

  @Override
  public void low() {
    port.low();
  }

  // What the clock tells.

  @Override
  protected void expired() {
    if (deadlineRuns) {
      application().elsewhere().execute(this::drop);
      return;
    }
    long left = port.outbox().patience(stallNanos());
    if (left <= 0) {
      application().elsewhere().execute(closing ? this::drop : this::stalled);
    } else if (left != Write.NOTHING) {
      application().ticker().arm(this, left);
    }
  }

  private void stalled() {
    closeNanos = STALLED_CLOSE_TIMEOUT_NANOS;
    port.evict(EvictionReason.STALLED, "Nothing was read for " + stallNanos() / 1_000_000 + " ms");
  }
}
