package org.jseverywhere.websocket.internal.core;

import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;

/** How fast one client may send. Threads: any. */
final class InboundRates {

  /** For all clients without limits. */
  private static final InboundRates UNLIMITED = new InboundRates(null, null);

  private final @Nullable RateLimit messages;
  private final @Nullable RateLimit bytes;

  private InboundRates(@Nullable RateLimit messages, @Nullable RateLimit bytes) {
    this.messages = messages;
    this.bytes = bytes;
  }

  static InboundRates of(WebSocketServerOptions options) {
    long now = System.nanoTime();
    RateLimit messages = limit(options.maxMessagesPerSecond(), now);
    RateLimit bytes = limit(options.maxBytesPerSecond(), now);
    return messages == null && bytes == null ? UNLIMITED : new InboundRates(messages, bytes);
  }

  private static @Nullable RateLimit limit(int perSecond, long now) {
    return perSecond == Integer.MAX_VALUE ? null : new RateLimit(perSecond, now);
  }

  /** {@return the limit that this message exceeds, or null} */
  @Nullable EvictionReason exceeded(int sizeBytes) {
    if (messages == null && bytes == null) {
      return null;
    }
    long now = System.nanoTime();
    if (messages != null && !messages.take(1, now)) {
      return EvictionReason.MESSAGE_RATE;
    }
    return bytes == null || bytes.take(sizeBytes, now) ? null : EvictionReason.BYTE_RATE;
  }

  /** {@return whether so many frames more, each as good as a message, are too many} */
  boolean exceededBy(int frames) {
    if (messages == null) {
      return false;
    }
    long now = System.nanoTime();
    // All at once would pass whatever they are, if nothing came before.
    return !messages.take(1, now) || !messages.take(frames - 1, now);
  }
}
