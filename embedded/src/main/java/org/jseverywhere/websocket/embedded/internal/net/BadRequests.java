package org.jseverywhere.websocket.embedded.internal.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpProbe;
import org.jseverywhere.websocket.internal.core.Penalty;
import org.jspecify.annotations.Nullable;

/**
 * Before the HTTP codec of a listener: reads a new connection a little later if what came on one of
 * the same address before was no HTTP, or had too many headers. The codec answers these; no server
 * counts them. Grizzly calls it for one connection by one thread at a time.
 */
final class BadRequests extends BaseFilter {

  private static final int MIN_PURGE = 1_024;

  private final Penalty penalty;
  private final long penaltyNanos;

  /** When the last one of each address came. */
  private final Map<InetAddress, Long> last = new ConcurrentHashMap<>();

  /** How many may be there before those that do not count any more are forgotten. */
  private volatile int purgeAbove = MIN_PURGE;

  BadRequests(Penalty penalty) {
    this.penalty = penalty;
    this.penaltyNanos = TimeUnit.MILLISECONDS.toNanos(penalty.millis());
  }

  /** For the codec, to tell this of them. */
  HttpProbe probe() {
    return new HttpProbe.Adapter() {
      @Override
      @SuppressWarnings("rawtypes") // as Grizzly declares it
      public void onErrorEvent(Connection connection, HttpPacket packet, Throwable error) {
        bad(connection);
      }
    };
  }

  private void bad(Connection<?> connection) {
    InetAddress address = address(connection);
    if (address == null) {
      return;
    }
    long now = System.nanoTime();
    if (last.size() > purgeAbove) {
      last.values().removeIf(time -> now - time >= penaltyNanos);
      purgeAbove = Math.max(MIN_PURGE, 2 * last.size());
    }
    last.put(address, now);
  }

  /** {@return null if it is gone already} */
  private static @Nullable InetAddress address(Connection<?> connection) {
    return connection.getPeerAddress() instanceof InetSocketAddress peer ? peer.getAddress() : null;
  }

  @Override
  public NextAction handleAccept(FilterChainContext context) {
    Connection<?> connection = context.getConnection();
    InetAddress address = address(connection);
    Long time = address == null ? null : last.get(address);
    if (time != null && System.nanoTime() - time < penaltyNanos) {
      readLater(connection);
    }
    return context.getInvokeAction();
  }

  private void readLater(Connection<?> connection) {
    CompletionStage<Void> wait = penalty.begin();
    if (wait == null) {
      connection.closeSilently();
      return;
    }
    // That it is accepted does not depend on what this filter answers.
    SelectorReading reading = new SelectorReading(connection);
    reading.pause();
    wait.thenRun(reading::resume);
  }
}
