package org.jseverywhere.websocket.examples.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.BroadcastChannel;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.ConnectEvent;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.examples.chat.Line.Kind;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;

/**
 * The rooms. One server listens on the path of all of them; each room is a channel of it, which is
 * there as long as somebody is in it.
 */
@ApplicationScoped
@WebSocketServerDefinition(url = "/chat/{room}", serverId = "chat", maxMessageSize = 4096)
public class ChatRooms {

  private static final String NAME = "chat.name";

  @Inject
  @ServerId("chat")
  WebSocketServer server;

  void enter(@Observes @ServerId("chat") ConnectEvent event) {
    Port port = event.port();
    String name = Line.name(event.queryParameters().getOrDefault("name", List.of("")).get(0));
    port.attributes().put(NAME, name);
    port.join(room(port));
    tell(room(port), new Line(Kind.JOINED, name, ""));
    tellPeople(room(port));
  }

  void say(@Observes @ServerId("chat") MessageEvent event) {
    if (event.isText() && !event.text().isBlank()) {
      tell(room(event.port()), new Line(Kind.SAID, name(event.port()), event.text().strip()));
    }
  }

  void leave(@Observes @ServerId("chat") CloseEvent event) {
    Port port = event.port();
    // Without a port it is the server itself that has closed.
    if (port != null) {
      tell(room(port), new Line(Kind.LEFT, name(port), ""));
      tellPeople(room(port));
    }
  }

  private void tellPeople(String room) {
    String names =
        server.channel(room).ports().stream()
            .map(ChatRooms::name)
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .collect(Collectors.joining("\n"));
    tell(room, new Line(Kind.PEOPLE, "", names));
  }

  private void tell(String room, Line line) {
    BroadcastChannel everybodyThere = server.channel(room);
    everybodyThere.postMessage(line.message());
  }

  private static String room(Port port) {
    return Objects.requireNonNull(port.pathParameters().get("room"), "the path has a room");
  }

  private static String name(Port port) {
    return String.valueOf(port.attributes().getOrDefault(NAME, "Guest"));
  }
}
