package org.jseverywhere.websocket.internal.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells the log of clients that are refused or closed by a limit: of each kind one line, and then
 * none for a while. Threads: any.
 */
final class LimitLog {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Server server;
  private final Map<Enum<?>, Long> lastNanos = new ConcurrentHashMap<>();

  LimitLog(Server server) {
    this.server = server;
  }

  /** A client was not let in, or was closed. */
  void tell(String what, Enum<?> reason, String remoteUri) {
    long now = System.nanoTime();
    Long last = lastNanos.get(reason);
    if (last != null && now - last < PAUSE_NANOS) {
      return;
    }
    Long before = lastNanos.put(reason, now);
    // Of several at once only one.
    if (before == null ? last == null : before.equals(last)) {
      LOG.log(
          System.Logger.Level.INFO,
          "The server on \"{0}\" has {1} client {2}: {3}. Others like it are counted, and not told"
              + " for a minute.",
          server.url(),
          what,
          remoteUri,
          reason);
    }
  }
}
