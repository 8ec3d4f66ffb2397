package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jseverywhere.websocket.internal.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * Payara and GlassFish. Their batching does nothing, but Tyrus takes any number of asynchronous
 * sends without holding the caller: so the messages of a chunk follow each other without waiting.
 */
final class TyrusTransport extends SessionTransport {

  /** What may wait inside the container. */
  private static final int CHUNK_BYTES = 8 * 1024;

  /** Closing tells the end at once, and then waits for what the client has not taken. */
  private static final Set<Trait> WITH_CUT =
      EnumSet.of(Trait.DROPS_AT_ONCE, Trait.ENDS_BEFORE_ANSWER);

  private final @Nullable Runnable cut;

  /**
   * The transport of a session.
   *
   * @param cut ends its connection at once; null if nothing can
   */
  TyrusTransport(Session session, @Nullable Runnable cut) {
    super(session, cut == null ? EnumSet.noneOf(Trait.class) : WITH_CUT);
    this.cut = cut;
  }

  @Override
  public void drop() {
    if (cut == null) {
      super.drop();
    } else {
      cut.run();
    }
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
    ClassLoader application = stepOut();
    try {
      sendAll(messages, count);
    } finally {
      stepIn(application);
    }
    sends().end();
  }

  @Override
  public void ping(ByteBuffer payload, Completion completion) {
    ClassLoader application = stepOut();
    try {
      super.ping(payload, completion);
    } finally {
      stepIn(application);
    }
  }

  /**
   * For each frame Tyrus 2.1 schedules a task, and before that Payara asks the thread's class
   * loader for a service. That of an application then searches all jars of the server, for 2 ms on
   * Payara Micro.
   */
  private static ClassLoader stepOut() {
    Thread thread = Thread.currentThread();
    ClassLoader application = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return application;
  }

  private static void stepIn(ClassLoader application) {
    Thread.currentThread().setContextClassLoader(application);
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
