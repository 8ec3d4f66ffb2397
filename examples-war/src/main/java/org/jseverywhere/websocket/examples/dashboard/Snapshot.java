package org.jseverywhere.websocket.examples.dashboard;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.ServerStatistics;
import org.jseverywhere.websocket.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * How all servers are at one moment.
 *
 * @param nanos when, on the clock of {@link System#nanoTime}
 * @param servers the servers
 */
record Snapshot(long nanos, List<Server> servers) {

  /** Of a server with more clients only so many are sent, so that a load test fits too. */
  static final int MOST_PORTS = 100;

  /** A server; {@code all} counts its clients, of which {@code ports} has the first ones. */
  record Server(
      @Nullable String id,
      Counters counters,
      String url,
      int all,
      Refusals refusals,
      List<Client> ports) {}

  /** Clients that were not let in, and clients that were closed by a limit. */
  record Refusals(long refused, long evicted) {}

  /** A client: never more of it than the address it comes from. */
  record Client(long number, Counters counters, String remoteURI) {}

  /** What servers and clients have in common. */
  record Counters(String state, long bufferedAmount, long received) {

    String json() {
      return "\"state\":%s,\"bufferedAmount\":%d,\"received\":%d"
          .formatted(quote(state), bufferedAmount, received);
    }
  }

  static Snapshot take(List<WebSocketServer> servers, Traffic traffic) {
    return new Snapshot(
        System.nanoTime(), servers.stream().map(server -> server(server, traffic)).toList());
  }

  private static Server server(WebSocketServer server, Traffic traffic) {
    Set<Port> ports = server.ports();
    List<Client> first =
        ports.stream()
            .sorted(Comparator.comparingLong(traffic::number))
            .limit(MOST_PORTS)
            .map(port -> client(port, traffic))
            .toList();
    Counters counters =
        new Counters(server.readyState().name(), server.bufferedAmount(), traffic.of(server));
    ServerStatistics statistics = server.statistics();
    Refusals refusals = new Refusals(statistics.handshakesRefused(), statistics.portsEvicted());
    return new Server(server.serverId(), counters, server.url(), ports.size(), refusals, first);
  }

  private static Client client(Port port, Traffic traffic) {
    Counters counters =
        new Counters(port.readyState().name(), port.bufferedAmount(), traffic.of(port));
    return new Client(traffic.number(port), counters, port.remoteURI());
  }

  /** The message. */
  String json() {
    return servers.stream()
        .map(Snapshot::json)
        .collect(Collectors.joining(",", "{\"nanos\":" + nanos + ",\"servers\":[", "]}"));
  }

  private static String json(Server server) {
    return server.ports().stream()
        .map(Snapshot::json)
        .collect(
            Collectors.joining(
                ",",
                "{\"id\":%s,\"url\":%s,\"all\":%d,\"refused\":%d,\"evicted\":%d,%s,\"ports\":["
                    .formatted(
                        quote(server.id()),
                        quote(server.url()),
                        server.all(),
                        server.refusals().refused(),
                        server.refusals().evicted(),
                        server.counters().json()),
                "]}"));
  }

  private static String json(Client client) {
    return "{\"number\":%d,\"remoteURI\":%s,%s}"
        .formatted(client.number(), quote(client.remoteURI()), client.counters().json());
  }

  private static String quote(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return text.codePoints().mapToObj(Snapshot::escape).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escape(int character) {
    return character < ' ' || character == '"' || character == '\\'
        ? "\\u%04x".formatted(character)
        : Character.toString(character);
  }
}
