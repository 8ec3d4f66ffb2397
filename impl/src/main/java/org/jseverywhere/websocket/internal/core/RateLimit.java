package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may pass in a second on average, and as much at once. It is a bucket that leaks, told by
 * one number: the time at which it will be empty. Threads: any.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, the generic cell rate algorithm
 *     </a>
 */
final class RateLimit {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final double nanosEach;
  private final AtomicLong emptyAt;

  /**
   * Nothing has passed yet.
   *
   * @param perSecond at least 1
   * @param nowNanos what {@link System#nanoTime} says
   */
  RateLimit(int perSecond, long nowNanos) {
    nanosEach = (double) SECOND_NANOS / perSecond;
    emptyAt = new AtomicLong(nowNanos);
  }

  /**
   * Lets pass, or does not.
   *
   * @param amount how much; more than a second's worth passes if the bucket is empty
   */
  boolean take(int amount, long nowNanos) {
    long cost = (long) (amount * nanosEach);
    while (true) {
      long before = emptyAt.get();
      long full = Math.max(0, before - nowNanos);
      if (full > 0 && full + cost > SECOND_NANOS) {
        return false;
      }
      if (emptyAt.compareAndSet(before, nowNanos + full + cost)) {
        return true;
      }
    }
  }

  /** Takes what would pass within a second from now. */
  void exhaust(long nowNanos) {
    emptyAt.accumulateAndGet(
        nowNanos + 2 * SECOND_NANOS, (now, full) -> now - full > 0 ? now : full);
  }

  /** Whether nothing of what has passed counts any more. */
  boolean isEmpty(long nowNanos) {
    return emptyAt.get() - nowNanos <= 0;
  }
}
