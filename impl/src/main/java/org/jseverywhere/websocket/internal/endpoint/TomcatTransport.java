package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.internal.core.Intake;
import org.jseverywhere.websocket.internal.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat. Its asynchronous sends each cost a change of threads, also in a batch; blocking ones only
 * copy into the buffer of the session.
 */
final class TomcatTransport extends BatchingTransport
    implements Intake.Reading, MessageHandler.Partial<String> {

  private static final Set<Trait> TRAITS =
      EnumSet.of(Trait.BATCH_MAY_BLOCK, Trait.GATHERS_REPLIES, Trait.ENDS_BEFORE_ANSWER);

  /**
   * Tomcat makes a buffer of as many characters as a text may have with the first one that a client
   * sends, and keeps it as long as the client. This is what it begins with.
   */
  private static final int BUFFER_CHARS = 8192;

  private final @Nullable FrameCount frames;
  private @Nullable Arrivals arrivals;

  /** Made for the first text that is larger than the buffer, or comes in fragments. */
  private @Nullable Assembly assembly;

  TomcatTransport(Session session, @Nullable Upgrade upgrade) {
    super(session, TRAITS);
    frames =
        upgrade != null && upgrade.accepted().server().limitsMessageRate()
            ? upgrade.frames().get()
            : null;
  }

  @Override
  @Nullable FrameCount frames() {
    return frames;
  }

  @Override
  void opened() {
    super.opened();
    TomcatClosing.limit(session());
    session().setMaxTextMessageBufferSize(BUFFER_CHARS);
  }

  @Override
  void receive(Arrivals told) {
    arrivals = told;
    MessageHandler.Whole<ByteBuffer> binary = whole -> told.binary(Blob.of(whole));
    session().addMessageHandler(String.class, (MessageHandler.Partial<String>) this);
    session().addMessageHandler(ByteBuffer.class, binary);
  }

  /** For the container: a text has come, or a part of one. */
  @Override
  public void onMessage(String piece, boolean last) {
    Arrivals told = Objects.requireNonNull(arrivals);
    if (told.drops(piece.length())) {
      return;
    }
    Assembly begun = assembly;
    if (begun == null && last) {
      told.text(piece);
      return;
    }
    if (begun == null) {
      begun = new Assembly(told.limitBytes(), told::text, told::binary, told::tooLarge);
      assembly = begun;
    }
    begun.text(piece, last);
  }

  @Override
  Optional<Intake.Reading> reading() {
    return Optional.of(this);
  }

  @Override
  public void pause() {
    call("suspend");
  }

  @Override
  public void resume() {
    call("resume");
  }

  @Override
  public void write(Message message, Completion completion) {
    int room = batchBytes();
    if (room == 0 || message.sizeBytes() > room) {
      super.write(message, completion);
      return;
    }
    // Who has proven to read does not hold the caller, and nothing is left for another thread.
    try {
      sendNow(message);
      written(message);
      pingIfDue();
      completion.done(null);
    } catch (IOException e) {
      completion.done(e);
    }
  }

  @Override
  public void close(int code, String reason) {
    TomcatClosing.limitSend(session());
    super.close(code, reason);
  }

  /** As if the client had answered: only then Tomcat lets go of the connection. */
  @Override
  public void drop() {
    call("onClose", new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
  }

  @Override
  RemoteEndpoint remote() {
    return session().getBasicRemote();
  }

  @Override
  void sendInBatch(Message message) throws IOException {
    if (!remote().getBatchingAllowed()) {
      // The client has just closed, and Tomcat ends the batch on another thread: what has gathered
      // goes first.
      remote().flushBatch();
    }
    sendNow(message);
    sends().sent();
  }

  private void sendNow(Message message) throws IOException {
    if (message.isText()) {
      session().getBasicRemote().sendText(message.text());
    } else {
      session().getBasicRemote().sendBinary(message.bytes());
    }
  }
}
