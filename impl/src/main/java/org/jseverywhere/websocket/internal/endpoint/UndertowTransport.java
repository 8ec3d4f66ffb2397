package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jseverywhere.websocket.internal.core.Intake;
import org.jseverywhere.websocket.internal.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * WildFly and Undertow. While batching is allowed frames gather until a flush, which never holds
 * the caller. It is not left on: Undertow (2.3) would then keep its own frames too, such as the
 * answers to pings and close frames.
 */
final class UndertowTransport extends SessionTransport {

  private static final Set<Trait> TRAITS = EnumSet.of(Trait.GATHERS_REPLIES, Trait.DROPS_AT_ONCE);

  private static final int CHUNK_BYTES = 16 * 1024;

  /** Null on a version that is not known, where everything goes through the session. */
  private final @Nullable UndertowChannel channel;

  UndertowTransport(Session session) {
    super(session, TRAITS);
    channel = UndertowChannel.of(session).orElse(null);
  }

  /**
   * It counts only what it finds when a message begins (2.3.20), and at its limit it cuts the
   * connection together with the close frame, which then may not arrive.
   */
  @Override
  boolean limitsMessages() {
    return false;
  }

  @Override
  void opened() {
    if (channel == null) {
      super.opened();
      session().setMaxBinaryMessageBufferSize(-1);
    }
  }

  @Override
  Optional<Intake.Reading> reading() {
    return Optional.ofNullable(channel);
  }

  @Override
  boolean readsAhead() {
    return true;
  }

  @Override
  void receive(Arrivals arrivals) {
    if (channel == null) {
      super.receive(arrivals);
    } else {
      new UndertowReader(channel, arrivals, this::answered).start();
    }
  }

  @Override
  public int batchBytes() {
    return CHUNK_BYTES;
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    if (count == 1) {
      write(messages[0], completion);
      return;
    }
    sends().begin(count, completion);
    int sent = 0;
    try {
      session().getAsyncRemote().setBatchingAllowed(true);
      try {
        while (sent < count) {
          send(messages[sent]);
          sent++;
        }
      } finally {
        // In this order: a close frame of Undertow's own may have gathered with the messages, and
        // nobody else would flush it.
        session().getAsyncRemote().setBatchingAllowed(false);
        session().getAsyncRemote().flushBatch();
      }
    } catch (IOException | RuntimeException e) {
      sends().failed(count - sent, e);
    }
    sends().end();
  }

  @Override
  public void drop() {
    dropBy("forceClose");
  }
}
