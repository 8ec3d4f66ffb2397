package org.jseverywhere.websocket.examples.dashboard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;

/**
 * What the servers have received. The counters of a client are kept with its port and go with it.
 */
final class Traffic {

  private static final String NUMBER = "dashboard.number";
  private static final String RECEIVED = "dashboard.received";

  private final AtomicLong clients = new AtomicLong();
  private final Map<WebSocketServer, LongAdder> servers = new ConcurrentHashMap<>();

  void connected(Port port) {
    number(port);
  }

  void received(Port port) {
    counter(port).increment();
    servers.computeIfAbsent(port.server(), server -> new LongAdder()).increment();
  }

  void closed(WebSocketServer server) {
    servers.remove(server);
  }

  /** A number that the page can tell this client by. */
  long number(Port port) {
    Object number = port.attributes().computeIfAbsent(NUMBER, key -> clients.incrementAndGet());
    return (Long) number;
  }

  /** The messages of this client. */
  long of(Port port) {
    return counter(port).sum();
  }

  /** The messages of all clients that this server has had. */
  long of(WebSocketServer server) {
    LongAdder counter = servers.get(server);
    return counter == null ? 0 : counter.sum();
  }

  private static LongAdder counter(Port port) {
    return (LongAdder) port.attributes().computeIfAbsent(RECEIVED, key -> new LongAdder());
  }
}
