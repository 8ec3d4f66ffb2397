package org.jseverywhere.websocket.internal.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast each address may begin handshakes. Only those of the last seconds are remembered.
 * Threads: any.
 */
final class AddressRates {

  private static final int MIN_PURGE = 1_024;

  private final int perSecond;
  private final Map<String, RateLimit> byNetwork = new ConcurrentHashMap<>();

  /** How many may be there before those that do not count any more are forgotten. */
  private volatile int purgeAbove = MIN_PURGE;

  AddressRates(int perSecond) {
    this.perSecond = perSecond;
  }

  boolean take(String network) {
    if (perSecond == Integer.MAX_VALUE) {
      return true;
    }
    long now = System.nanoTime();
    if (byNetwork.size() > purgeAbove) {
      byNetwork.values().removeIf(limit -> limit.isEmpty(now));
      purgeAbove = Math.max(MIN_PURGE, 2 * byNetwork.size());
    }
    return byNetwork.computeIfAbsent(network, unseen -> new RateLimit(perSecond, now)).take(1, now);
  }

  /** An address is to begin none for a second. */
  void exhaust(String network) {
    RateLimit limit = byNetwork.get(network);
    if (limit != null) {
      limit.exhaust(System.nanoTime());
    }
  }

  /** How many are remembered. */
  int size() {
    return byNetwork.size();
  }
}
