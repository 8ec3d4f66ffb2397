package org.jseverywhere.websocket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jseverywhere.websocket.HandlerExecution;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NonBlockingTest {

  private static final String OURS = "websocket-server-callback";

  private WebSocketServer server;

  @AfterEach
  void close() {
    server.close();
  }

  private RawClient connect(HandlerExecution execution) throws IOException {
    server =
        WebSocketServer.open(
            WebSocketServerOptions.of("ws://127.0.0.1:0/").handlerExecution(execution).build());
    server.onMessage(event -> event.port().postMessage(Thread.currentThread().getName()));
    return RawClient.connect(server.url());
  }

  @Test
  void theThreadThatReadsCallsHandlersThatNeverWait() throws IOException {
    try (RawClient client = connect(HandlerExecution.NON_BLOCKING)) {
      while (client.send("x").receive().contains(OURS)) {
        // The one that told of the connection was not through yet.
      }
      assertThat(client.send("x").receive()).doesNotContain(OURS);
    }
  }

  @Test
  void itDoesNotCallThoseThatMay() throws IOException {
    try (RawClient client = connect(HandlerExecution.BLOCKING)) {
      assertThat(client.send("x").receive()).contains(OURS);
    }
  }
}
