package org.jseverywhere.websocket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FloodTest {

  /** Two bytes of header, four of mask, and nothing else. */
  private static final int EMPTY_FRAME_BYTES = 6;

  private static final int SMALL = 1024;

  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private WebSocketServer server;

  private void open(int maxMessagesPerSecond) {
    server =
        WebSocketServer.open(
            WebSocketServerOptions.of("ws://127.0.0.1:0/")
                .maxMessagesPerSecond(maxMessagesPerSecond)
                .build());
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Read as fast as it sends, it would be many times this until it is cut. */
  @Test
  void whoIsSentAwayCannotFloodOn() throws IOException {
    open(1);
    try (RawClient client = RawClient.connect(server.url())) {
      assertThat(sentUntilCut(client)).isLessThan(MOST_BYTES);
    }
  }

  /** The first begins the message, and the last does not end it. */
  @Test
  void tinyPartsOfAMessageCountAsMessages() throws IOException {
    open(3);
    try (RawClient client = RawClient.connect(server.url())) {
      client.send(false, RawClient.TEXT, new byte[SMALL - 1]);
      for (int i = 0; i < 3; i++) {
        client.send(false, RawClient.CONTINUATION, new byte[SMALL - 1]);
      }
      assertThat(client.receive()).isEqualTo("closed 1008");
    }
  }

  @Test
  void largerPartsOfAMessageDoNot() throws IOException {
    open(3);
    server.onMessage(event -> event.port().postMessage(event.text().length() + " arrived"));
    try (RawClient client = RawClient.connect(server.url())) {
      client.send(false, RawClient.TEXT, new byte[SMALL]);
      for (int i = 0; i < 5; i++) {
        client.send(false, RawClient.CONTINUATION, new byte[SMALL]);
      }
      client.send(true, RawClient.CONTINUATION, new byte[1]);
      assertThat(client.receive()).isEqualTo(6 * SMALL + 1 + " arrived");
    }
  }

  private static long sentUntilCut(RawClient client) {
    byte[] frames = new byte[10_000 * EMPTY_FRAME_BYTES];
    for (int i = 0; i < frames.length; i += EMPTY_FRAME_BYTES) {
      frames[i] = (byte) 0x81;
      frames[i + 1] = (byte) 0x80;
    }
    long sent = 0;
    while (true) {
      try {
        client.write(frames);
        sent += frames.length;
      } catch (IOException cut) {
        return sent;
      }
    }
  }
}
