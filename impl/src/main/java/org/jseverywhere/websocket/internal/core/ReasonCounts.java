package org.jseverywhere.websocket.internal.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * How often something rare happened, by reason. Threads: any.
 *
 * @param <R> the reasons
 */
final class ReasonCounts<R extends Enum<R>> {

  /** Has all reasons, and is never changed once it is filled. */
  private final EnumMap<R, AtomicLong> counts;

  ReasonCounts(Class<R> reasons) {
    counts = new EnumMap<>(reasons);
    for (R reason : reasons.getEnumConstants()) {
      counts.put(reason, new AtomicLong());
    }
  }

  void add(R reason, long more) {
    Objects.requireNonNull(counts.get(reason)).addAndGet(more);
  }

  /** {@return what was counted so far; reasons that never held are missing} */
  Map<R, Long> now() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue().get() > 0)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, count -> count.getValue().get()));
  }
}
