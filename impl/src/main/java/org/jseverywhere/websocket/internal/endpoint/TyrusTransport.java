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
  public void write(Message message, Completion completion) {
    write(new Message[] {message}, 1, completion);
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    sends().begin(count, completion);
    Thread thread = Thread.currentThread();
    ClassLoader application = thread.getContextClassLoader();
    // For each frame Tyrus 2.1 schedules a task, and before that Payara asks this loader for a
    // service: that of an application searches all jars of the server, for 2 ms on Payara Micro.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      sendAll(messages, count);
    } finally {
      thread.setContextClassLoader(application);
    }
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
