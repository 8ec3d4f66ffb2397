package org.jseverywhere.websocket.internal.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many clients of one kind, such as one address, are there. Threads: any. */
final class Headcount {

  private final int limit;
  private final Map<String, Integer> byKey = new ConcurrentHashMap<>();

  Headcount(int limit) {
    this.limit = limit;
  }

  private boolean counts() {
    return limit != Integer.MAX_VALUE;
  }

  boolean isFull(String key) {
    return counts() && byKey.getOrDefault(key, 0) >= limit;
  }

  void enter(String key) {
    if (counts()) {
      byKey.merge(key, 1, Integer::sum);
    }
  }

  void leave(String key) {
    byKey.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }
}
