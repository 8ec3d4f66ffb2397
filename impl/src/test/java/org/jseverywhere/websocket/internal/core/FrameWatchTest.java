package org.jseverywhere.websocket.internal.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameWatchTest {

  private static final int KIB = 1024;

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final InMemoryTransport transport = new InMemoryTransport();
  private ClientPort port;
  private FrameWatch watch;

  @BeforeEach
  void attach() {
    application.attach(host);
  }

  @AfterEach
  void close() {
    port.lost();
    application.close();
  }

  private void connect(int maxMessagesPerSecond) {
    application.open(
        WebSocketServerOptions.of("/count").maxMessagesPerSecond(maxMessagesPerSecond).build());
    port = host.connect("/count", transport);
    watch = new FrameWatch(port, transport, null);
  }

  @Test
  void messagesDoNotCountAgain() {
    connect(1_000);
    transport.frames = 2;
    port.received(Message.of("a"));
    // Another one is on its way.
    assertThat(watch.fresh()).isZero();
    port.received(Message.of("b"));
    assertThat(watch.fresh()).isZero();
  }

  @Test
  void otherFramesCountOnce() {
    connect(1_000);
    transport.frames = 11;
    assertThat(watch.fresh()).isEqualTo(10);
    assertThat(watch.fresh()).isZero();
    transport.frames = 12;
    assertThat(watch.fresh()).isEqualTo(1);
  }

  @Test
  void partsOfAMessageThatAreNotSmallDoNotCount() {
    connect(1_000);
    transport.frames = 10;
    port.received(Message.of("x".repeat(10 * KIB)));
    assertThat(watch.fresh()).isZero();
  }

  @Test
  void whoSendsMuchMayNotSendManyMoreForIt() {
    connect(1_000);
    transport.frames = 1;
    port.received(Message.of("x".repeat(50 * KIB)));
    assertThat(watch.fresh()).isZero();
    transport.frames = 51;
    assertThat(watch.fresh()).isEqualTo(34);
  }

  @Test
  void whoSendsTooManyIsClosed() throws InterruptedException {
    transport.frames = 0;
    connect(10);
    BlockingQueue<String> switches = new LinkedBlockingQueue<>();
    FrameWatch.begin(port, transport, new Switches(switches));
    transport.frames = 12;
    transport.await("close 1008 Too much in a second");
    assertThat(switches.poll(10, SECONDS)).isEqualTo("pause");
    transport.await("drop");
  }

  @Test
  void moreThanASecondsWorthIsTooMuchAlsoIfNothingCameBefore() {
    connect(10);
    assertThat(port.takesUnseen(11)).isFalse();
    transport.await("close 1008 Too much in a second");
  }

  /** Its answer is behind all that, but may be far behind. */
  @Test
  void whoIsBeingClosedIsReadNoMoreEither() {
    connect(10);
    port.close();
    assertThat(port.takesUnseen(11)).isFalse();
  }

  @Test
  void asManyAsMayDo() {
    connect(10);
    assertThat(port.takesUnseen(10)).isTrue();
    assertThat(port.isEnding()).isFalse();
  }
}
