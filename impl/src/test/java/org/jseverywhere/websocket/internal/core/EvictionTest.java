package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In which order a client that has reached a limit is counted and told. */
class EvictionTest {

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();

  @AfterEach
  void close() {
    application.close();
  }

  /** Many, as the close frame is written by another thread than the one that counts. */
  @Test
  void aClientThatIsToldIsCountedAlready() {
    application.attach(host);
    WebSocketServer server = application.open(WebSocketServerOptions.of("/evicted").build());

    for (int i = 1; i <= 1_000; i++) {
      CompletableFuture<Long> countedAsTold = new CompletableFuture<>();
      ClientPort port =
          host.connect(
              "/evicted",
              new ToldTransport(() -> countedAsTold.complete(server.statistics().portsEvicted())));

      port.sessionEnded();

      assertThat(countedAsTold.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(i);
      port.lost();
    }
  }

  /** Tells when the client is told that it is closed. */
  private record ToldTransport(Runnable told) implements Transport {

    @Override
    public void write(Message message, Completion completion) {
      completion.done(null);
    }

    @Override
    public void ping(ByteBuffer payload, Completion completion) {
      completion.done(null);
    }

    @Override
    public void close(int code, String reason) {
      told.run();
    }

    @Override
    public void drop() {}
  }
}
