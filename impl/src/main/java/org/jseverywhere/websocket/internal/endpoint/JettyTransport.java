package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.util.EnumSet;
import java.util.Set;
import org.jseverywhere.websocket.internal.core.Message;
import org.jspecify.annotations.Nullable;

/** Jetty. Batching is a flag of each remote, and small frames of a batch are joined. */
final class JettyTransport extends BatchingTransport {

  private static final Set<Trait> TRAITS =
      EnumSet.of(Trait.BATCH_MAY_BLOCK, Trait.GATHERS_REPLIES, Trait.DROPS_AT_ONCE);

  /** Made when it is asked for. */
  private volatile @Nullable FrameCount frames;

  JettyTransport(Session session) {
    super(session, TRAITS);
  }

  /** Jetty's own properties, of the addresses and the languages, would stay for nobody. */
  @Override
  void opened() {
    super.opened();
    session().getUserProperties().clear();
  }

  @Override
  @Nullable FrameCount frames() {
    FrameCount present = frames;
    if (present == null) {
      present = FrameCount.of(session(), "getCoreSession", "getConnection", "getMessagesIn");
      frames = present;
    }
    return present;
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    if (count == 1) {
      // Does not hold the caller, and costs no more.
      write(messages[0], completion);
    } else {
      super.write(messages, count, completion);
    }
  }

  @Override
  RemoteEndpoint remote() {
    return session().getAsyncRemote();
  }

  @Override
  void sendInBatch(Message message) {
    send(message);
  }

  @Override
  public void drop() {
    dropBy("abort");
  }
}
