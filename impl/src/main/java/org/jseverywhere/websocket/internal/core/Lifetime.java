package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * How long one client may stay: whether it is still there, how old its connection may become, and
 * when it expires; one timer for all of it. Threads: any.
 */
final class Lifetime extends TimingWheel.Timer {

  private static final long NEVER = Long.MAX_VALUE;

  /** Clients that came together need not be asked, nor go, together. */
  private static final double AGE_SPREAD = 0.1;

  private static final double FIRST_PING_SPREAD = 0.5;

  /** Those whom one cut of the network has silenced would come again together. */
  private static final double SILENCE_SPREAD = 0.25;

  /** When the clock of the times below was at 0; they are counted from it, so that they compare. */
  private static final long START_NANOS = System.nanoTime();

  private final ClientPort port;

  /** When it is too old. */
  private final long ageNanos;

  /** When the next ping is due. Of the timer's thread, as the next two. */
  private long nextPingNanos;

  private long messagesSeen;

  /** Tells the answer to the last ping from those to earlier ones. */
  private volatile int lastPing;

  private volatile long pingedNanos;

  /** When something has last come. */
  private volatile long heardNanos;

  private volatile long roundTripNanos = -1;
  private volatile @Nullable Instant expiresAt;

  Lifetime(ClientPort port) {
    long now = now();
    this.port = port;
    this.heardNanos = now;
    this.nextPingNanos = earlier(now, options().pingInterval(), FIRST_PING_SPREAD);
    this.ageNanos = earlier(now, options().maxAge(), AGE_SPREAD);
  }

  private static long earlier(long now, Duration time, double spread) {
    return time.isZero()
        ? NEVER
        : now + (long) (time.toNanos() * (1 - ThreadLocalRandom.current().nextDouble(spread)));
  }

  /** That time, or up to a quarter more of it, at random. */
  static long later(long nanos) {
    return nanos + (long) (nanos * ThreadLocalRandom.current().nextDouble(SILENCE_SPREAD));
  }

  private WebSocketServerOptions options() {
    return port.server().options();
  }

  private Ticker ticker() {
    return port.application().ticker();
  }

  private static long now() {
    return System.nanoTime() - START_NANOS;
  }

  /** The client is connected. */
  void begin() {
    armAgain(now());
  }

  /** The client is gone. */
  void end() {
    ticker().cancel(this);
  }

  private void armAgain(long now) {
    long next = Math.min(nextPingNanos, ageNanos);
    long silenceNanos = options().silenceTimeout().toNanos();
    if (silenceNanos > 0) {
      next = Math.min(next, heardNanos + later(silenceNanos));
    }
    next = Math.min(next, expiryNanos(now));
    if (next != NEVER) {
      ticker().arm(this, Math.max(0, next - now));
      if (port.isEnding()) {
        // It has ended since it was looked at: nobody else cancels this.
        ticker().cancel(this);
      }
    }
  }

  /** When it expires, by the same clock; the wall's clock may be set meanwhile. */
  private long expiryNanos(long now) {
    Instant end = expiresAt;
    if (end == null) {
      return NEVER;
    }
    Duration left = Duration.between(Instant.now(), end);
    // Looked at now and then: so far ahead its nanoseconds have no room.
    return now + (left.toDays() > 1 ? Duration.ofDays(1) : left).toNanos();
  }

  @Override
  protected void expired() {
    if (port.isEnding()) {
      return;
    }
    long now = now();
    EvictionReason over = over(now);
    if (over != null) {
      port.application().elsewhere().execute(() -> port.outlived(over));
      return;
    }
    if (now >= nextPingNanos) {
      nextPingNanos = now + options().pingInterval().toNanos();
      ping(now);
    }
    armAgain(now);
  }

  private @Nullable EvictionReason over(long now) {
    Instant end = expiresAt;
    if (end != null && !end.isAfter(Instant.now())) {
      return EvictionReason.EXPIRED;
    }
    if (now >= ageNanos) {
      return EvictionReason.AGED;
    }
    return isSilent(now) ? EvictionReason.SILENT : null;
  }

  /** Messages are only counted as they come: the clock is not asked for each of them. */
  private boolean isSilent(long now) {
    long messages = port.counters().messagesReceived();
    if (messages != messagesSeen || port.outbox().isWriting()) {
      messagesSeen = messages;
      heardNanos = now;
    }
    long silenceNanos = options().silenceTimeout().toNanos();
    return silenceNanos > 0 && now - heardNanos >= silenceNanos;
  }

  private void ping(long now) {
    int number = lastPing + 1;
    pingedNanos = now;
    lastPing = number;
    port.outbox().ping(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
  }

  /** A pong has come; not all of them answer a ping of ours. */
  void pong(ByteBuffer payload) {
    long now = now();
    heardNanos = now;
    if (payload.remaining() == Integer.BYTES && payload.getInt(payload.position()) == lastPing) {
      roundTripNanos = now - pingedNanos;
    }
  }

  @Nullable Duration roundTripTime() {
    long nanos = roundTripNanos;
    return nanos < 0 ? null : Duration.ofNanos(nanos);
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  void expiresAt(@Nullable Instant time) {
    expiresAt = time;
    ticker().arm(this, 0);
  }
}
