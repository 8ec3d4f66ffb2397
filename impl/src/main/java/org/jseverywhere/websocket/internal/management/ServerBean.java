package org.jseverywhere.websocket.internal.management;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.ServerStatistics;
import org.jseverywhere.websocket.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** Reads what JMX shows of a server from its public face. Threads: any. */
final class ServerBean implements WebSocketServerMXBean {

  private static final double NANOS_PER_MILLI = 1e6;

  private final WebSocketServer server;

  ServerBean(WebSocketServer server) {
    this.server = server;
  }

  @Override
  public String getUrl() {
    return server.url();
  }

  @Override
  public @Nullable String getServerId() {
    return server.serverId();
  }

  @Override
  public String getReadyState() {
    return server.readyState().name();
  }

  @Override
  public int getPorts() {
    return server.statistics().ports();
  }

  @Override
  public long getPortsTotal() {
    return server.statistics().portsTotal();
  }

  @Override
  public long getPortsEvicted() {
    return server.statistics().portsEvicted();
  }

  @Override
  public long getHandshakesRefused() {
    return server.statistics().handshakesRefused();
  }

  @Override
  public Map<String, Long> getHandshakesRefusedByReason() {
    ServerStatistics now = server.statistics();
    Map<String, Long> all = new TreeMap<>();
    for (RefusalReason reason : RefusalReason.values()) {
      all.put(reason.name(), now.handshakesRefused(reason));
    }
    return all;
  }

  @Override
  public Map<String, Long> getPortsEvictedByReason() {
    ServerStatistics now = server.statistics();
    Map<String, Long> all = new TreeMap<>();
    for (EvictionReason reason : EvictionReason.values()) {
      all.put(reason.name(), now.portsEvicted(reason));
    }
    return all;
  }

  @Override
  public long getMessagesReceived() {
    return server.statistics().messagesReceived();
  }

  @Override
  public long getBytesReceived() {
    return server.statistics().bytesReceived();
  }

  @Override
  public long getMessagesSent() {
    return server.statistics().messagesSent();
  }

  @Override
  public long getBytesSent() {
    return server.statistics().bytesSent();
  }

  @Override
  public long getMessagesDropped() {
    return server.statistics().messagesDropped();
  }

  @Override
  public Map<String, Long> getMessagesDroppedByReason() {
    ServerStatistics now = server.statistics();
    Map<String, Long> all = new TreeMap<>();
    for (DropReason reason : DropReason.values()) {
      all.put(reason.name(), now.messagesDropped(reason));
    }
    return all;
  }

  @Override
  public long getBufferedAmount() {
    return server.bufferedAmount();
  }

  @Override
  public long getHighestBufferedAmount() {
    return server.statistics().highestBufferedAmount();
  }

  @Override
  public double getHandlerTimeMillis() {
    return millis(server.statistics().handlerTime());
  }

  @Override
  public double getMaxHandlerTimeMillis() {
    return millis(server.statistics().maxHandlerTime());
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }
}
