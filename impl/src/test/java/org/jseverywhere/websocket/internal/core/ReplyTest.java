package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which thread writes a reply, where several can leave together. */
class ReplyTest {

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final BlockingQueue<Thread> writers = new LinkedBlockingQueue<>();

  private final class Gathering implements Transport {

    @Override
    public boolean has(Trait trait) {
      return trait == Trait.GATHERS_REPLIES;
    }

    @Override
    public void write(Message message, Completion completion) {
      writers.add(Thread.currentThread());
      completion.done(null);
    }

    @Override
    public void ping(ByteBuffer payload, Completion completion) {
      completion.done(null);
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}
  }

  private ClientPort port;

  @BeforeEach
  void connect() {
    application.attach(host);
    application
        .open(WebSocketServerOptions.of("/echo").build())
        .onMessage(event -> event.port().postMessage(event.text()));
    port = host.connect("/echo", new Gathering());
  }

  @AfterEach
  void close() {
    port.lost();
    application.close();
  }

  @Test
  void aReplyThatNothingFollowsLeavesAtOnce() {
    port.received(Message.of("alone"), false);
    assertThat(writers).containsExactly(Thread.currentThread());
  }

  @Test
  void aReplyWaitsForThatToWhatHasArrivedWithIt() throws InterruptedException {
    port.received(Message.of("first of several"), true);
    assertThat(writers.poll(20, TimeUnit.SECONDS)).isNotNull().isNotSameAs(Thread.currentThread());
  }
}
