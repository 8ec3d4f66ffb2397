package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import java.util.EnumSet;
import org.jseverywhere.websocket.internal.core.Message;

/**
 * Payara and GlassFish. Their batching does nothing, but Tyrus takes any number of asynchronous
 * sends without holding the caller: so the messages of a chunk follow each other without waiting.
 */
final class TyrusTransport extends SessionTransport {

  /** What may wait inside the container. */
  private static final int CHUNK_BYTES = 8 * 1024;

  TyrusTransport(Session session) {
    super(session, EnumSet.noneOf(Trait.class));
  }

  @Override
  public int batchBytes() {
    return CHUNK_BYTES;
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    sends().begin(count, completion);
    sendAll(messages, count);
    sends().end();
  }

  private void sendAll(Message[] messages, int count) {
    for (int i = 0; i < count; i++) {
      try {
        send(messages[i]);
      } catch (RuntimeException e) {
        sends().failed(count - i, e);
        return;
      }
    }
  }
}
