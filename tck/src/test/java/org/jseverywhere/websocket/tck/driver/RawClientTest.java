package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RawClientTest {

  private static final byte[] MESSAGE = Frame.text("x").encode(false);

  private final ServerSocket server = listen();

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void doesNotListenForEverToWhoNeverEnds() {
    CompletableFuture<Void> gone = CompletableFuture.runAsync(this::talkUntilNobodyListens);
    try (RawClient client = new RawClient(uri()).smallWindow()) {
      assertThat(client.connect().end(Duration.ofMillis(100))).isEqualTo("open");
    }
    gone.join();
  }

  private URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
  }

  private void talkUntilNobodyListens() {
    try (Socket socket = server.accept()) {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      String line = request.readLine();
      while (!line.isEmpty()) {
        line = request.readLine();
      }
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(ISO_8859_1));
      while (true) {
        out.write(MESSAGE);
      }
    } catch (IOException nobodyListens) {
      // As it must end.
    }
  }
}
