package org.jseverywhere.websocket.internal.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  /** What may be read in a twentieth of a second. */
  private static final int LITTLE_BYTES = 50 * 1024 * 1024 / 20;

  private static final int LITTLE_FRAMES = 1_000;

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final InMemoryTransport transport = new InMemoryTransport();
  private final BlockingQueue<String> switches = new LinkedBlockingQueue<>();
  private ClientPort port;
  private Throttle throttle;

  @BeforeEach
  void connect() {
    application.attach(host);
    application.open(WebSocketServerOptions.of("/flood").maxMessagesPerSecond(1).build());
    port = host.connect("/flood", transport);
    throttle = new Throttle(port, new Switches(switches));
  }

  @AfterEach
  void close() {
    port.lost();
    application.close();
  }

  @Test
  void littleIsReadOn() {
    port.close();
    throttle.dropped(LITTLE_BYTES - 1, 0);
    assertThat(switches).isEmpty();
  }

  @Test
  void muchIsReadAfterPauses() throws InterruptedException {
    port.close();
    for (int i = 0; i < 2; i++) {
      throttle.dropped(LITTLE_BYTES / 2, 0);
      throttle.dropped(LITTLE_BYTES / 2, 0);
      assertThat(switches.poll(10, SECONDS)).isEqualTo("pause");
      assertThat(switches.poll(10, SECONDS)).isEqualTo("resume");
    }
    assertThat(switches).isEmpty();
  }

  @Test
  void tinyFramesCountForMoreThanTheirBytes() throws InterruptedException {
    port.close();
    throttle.dropped(0, LITTLE_FRAMES - 1);
    assertThat(switches).isEmpty();
    throttle.dropped(0, 1);
    assertThat(switches.poll(10, SECONDS)).isEqualTo("pause");
    assertThat(switches.poll(10, SECONDS)).isEqualTo("resume");
  }

  @Test
  void whoWasTooFastAndFloodsOnIsReadNoMoreAndCut() throws InterruptedException {
    port.received(Message.of("a"));
    port.received(Message.of("b"));
    throttle.dropped(0, LITTLE_FRAMES);
    transport.await("drop");
    assertThat(switches).containsExactly("pause");
  }
}
