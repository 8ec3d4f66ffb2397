package org.jseverywhere.websocket.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;

/** What happened on servers, as lines in their order. */
final class Journal {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<Port> ports = new LinkedBlockingQueue<>();

  /** Writes down all that happens on a server and its ports; messages are answered. */
  WebSocketServer follow(WebSocketServer server) {
    server.onOpen(event -> add("open"));
    server.onError(event -> add("error " + event.data()));
    server.onConnect(
        event -> {
          add("connect");
          ports.add(event.port());
          event.port().addEventListener(EventType.CLOSE, this::closed);
        });
    server.onMessage(this::answer);
    server.onClose(event -> add("closed"));
    return server;
  }

  private void closed(CloseEvent event) {
    add("left " + event.code() + (event.wasClean() ? " clean" : ""));
  }

  private void answer(MessageEvent event) {
    String what = event.isText() ? event.text() : "binary " + event.bytes().remaining();
    add("message " + (what.length() > 100 ? what.length() + " characters" : what));
    if (event.isText()) {
      event.port().postMessage(event.text());
    } else {
      event.port().postMessage(event.bytes());
    }
  }

  void add(String line) {
    lines.add(line);
  }

  String next() {
    String line = poll(lines);
    return line == null ? "nothing for 20 seconds" : line;
  }

  private static <T> T poll(BlockingQueue<T> queue) {
    try {
      return queue.poll(20, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  void expect(String... expected) {
    for (String line : expected) {
      assertThat(next()).isEqualTo(line);
    }
  }

  Port port() {
    Port port = poll(ports);
    assertThat(port).isNotNull();
    return port;
  }
}
