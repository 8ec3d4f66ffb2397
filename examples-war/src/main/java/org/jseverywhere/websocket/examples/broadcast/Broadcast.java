package org.jseverywhere.websocket.examples.broadcast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;

/** Sends every message to all clients, its sender included: a server declared on a CDI bean. */
@ApplicationScoped
@WebSocketServerDefinition(url = "/broadcast", serverId = "broadcast")
public class Broadcast {

  void sendToAll(@Observes @ServerId("broadcast") MessageEvent message) {
    WebSocketServer everybody = message.server();
    if (message.isText()) {
      everybody.send(message.text());
    } else {
      everybody.send(message.bytes());
    }
  }
}
