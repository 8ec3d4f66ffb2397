package org.jseverywhere.websocket.examples.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.ConnectEvent;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;

/**
 * Shows all servers of the application through one of them. An observer without a {@link ServerId}
 * gets the events of every server, this one included.
 */
@ApplicationScoped
@WebSocketServerDefinition(url = "/dashboard", serverId = "dashboard")
public class Dashboard {

  private final Traffic traffic = new Traffic();

  void number(@Observes ConnectEvent event) {
    traffic.connected(event.port());
  }

  void count(@Observes MessageEvent event) {
    traffic.received(event.port());
  }

  void forget(@Observes CloseEvent event) {
    if (event.port() == null) {
      traffic.closed(event.server());
    }
  }

  /** Whatever the page sends asks for the next snapshot. */
  void answer(@Observes @ServerId("dashboard") MessageEvent event) {
    List<WebSocketServer> servers =
        WebSocketServer.servers().stream()
            .sorted(Comparator.comparing(WebSocketServer::url))
            .toList();
    event.port().postMessage(Snapshot.take(servers, traffic).json());
  }
}
