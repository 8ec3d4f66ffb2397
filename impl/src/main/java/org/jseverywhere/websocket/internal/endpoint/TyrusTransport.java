package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jseverywhere.websocket.internal.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * Payara and GlassFish. Their batching does nothing, but Tyrus takes any number of asynchronous
 * sends without holding the caller: so the messages of a chunk follow each other without waiting.
 */
final class TyrusTransport extends SessionTransport {

  /** What may wait inside the container. */
  private static final int CHUNK_BYTES = 8 * 1024;

  private static final Set<Trait> WITH_CONNECTION = EnumSet.of(Trait.DROPS_AT_ONCE);

  private final @Nullable UpgradedConnection connection;

  /** Whether this side has begun to close. */
  private volatile boolean closing;

  /**
   * The transport of a session.
   *
   * @param connection below it; null if it cannot be reached
   */
  TyrusTransport(Session session, @Nullable UpgradedConnection connection) {
    super(session, connection == null ? EnumSet.noneOf(Trait.class) : WITH_CONNECTION);
    this.connection = connection;
  }

  @Override
  public void close(int code, String reason) {
    if (connection != null) {
      closing = true;
      connection.keepForAnswer();
    }
    super.close(code, reason);
  }

  /** Tyrus tells the end as soon as it has written our close frame. */
  @Override
  void whenEnded(Consumer<Boolean> told) {
    if (connection == null || !closing) {
      super.whenEnded(told);
    } else {
      connection.answered().thenAccept(told);
    }
  }

  @Override
  public void drop() {
    if (connection == null) {
      super.drop();
    } else {
      connection.cut();
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
