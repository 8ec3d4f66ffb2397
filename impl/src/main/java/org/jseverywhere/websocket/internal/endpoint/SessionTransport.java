package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.internal.core.ClientPort;
import org.jseverywhere.websocket.internal.core.CloseCodes;
import org.jseverywhere.websocket.internal.core.Intake;
import org.jseverywhere.websocket.internal.core.Message;
import org.jseverywhere.websocket.internal.core.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A Jakarta WebSocket session as the engine's connection. This class writes one message after the
 * other by the asynchronous remote, which works on every container; the subclasses know how to
 * write several in one step on some of them.
 */
class SessionTransport implements Transport, MessageHandler.Whole<PongMessage> {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private static final AtomicIntegerFieldUpdater<SessionTransport> PINGS =
      AtomicIntegerFieldUpdater.newUpdater(SessionTransport.class, "pings");

  private static final AtomicIntegerFieldUpdater<SessionTransport> PONGS =
      AtomicIntegerFieldUpdater.newUpdater(SessionTransport.class, "pongs");

  private final Session session;
  private final Set<Trait> traits;

  /** Made by the first that writes; one at a time does. */
  private @Nullable Sends sends;

  private volatile @Nullable ClientPort port;

  /** How many pings were sent. */
  private volatile int pings;

  /** How many pongs have come. */
  private volatile int pongs;

  SessionTransport(Session session, Set<Trait> traits) {
    this.session = session;
    this.traits = traits;
  }

  /**
   * The transport that suits the container of this session.
   *
   * @param upgrade what it came by; null for one that is turned away
   */
  static SessionTransport of(Session session, @Nullable Upgrade upgrade) {
    return switch (ContainerKind.of(session)) {
      case TOMCAT -> new TomcatTransport(session, upgrade);
      case JETTY -> new JettyTransport(session);
      case UNDERTOW -> new UndertowTransport(session);
      case LIBERTY -> new LibertyTransport(session);
      case TYRUS -> new TyrusTransport(session, upgrade == null ? null : upgrade.connection());
      // Helidon 4 holds whoever sends to a client that does not read.
      case HELIDON -> new SessionTransport(session, EnumSet.of(Trait.WRITE_MAY_BLOCK));
      case OTHER -> new SessionTransport(session, EnumSet.noneOf(Trait.class));
    };
  }

  final Session session() {
    return session;
  }

  final Sends sends() {
    Sends present = sends;
    if (present == null) {
      present = new Sends();
      sends = present;
    }
    return present;
  }

  @Override
  public final boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether the container keeps to the session's limits for the size of a message. */
  boolean limitsMessages() {
    return true;
  }

  /** Prepares a session that was just opened. */
  void opened() {
    session.addMessageHandler(PongMessage.class, this);
  }

  /** For the container: a pong has come. */
  @Override
  public void onMessage(PongMessage pong) {
    PONGS.getAndIncrement(this);
    answered(pong.getApplicationData());
  }

  /** How reading is paused, where the container can. */
  Optional<Intake.Reading> reading() {
    return Optional.empty();
  }

  /** Whether the container reads on while a handler runs, and would keep it all. */
  boolean readsAhead() {
    return false;
  }

  /** Begins to tell of what arrives. */
  void receive(Arrivals arrivals) {
    if (limitsMessages()) {
      // The buffer is the container's again when this returns.
      MessageHandler.Whole<ByteBuffer> binary = whole -> arrivals.binary(Blob.of(whole));
      session.addMessageHandler(String.class, arrivals);
      session.addMessageHandler(ByteBuffer.class, binary);
    } else {
      Assembly assembly =
          new Assembly(arrivals.limitBytes(), arrivals::text, arrivals::binary, arrivals::tooLarge);
      MessageHandler.Partial<String> text = assembly::text;
      MessageHandler.Partial<ByteBuffer> binary = assembly::binary;
      session.addMessageHandler(String.class, text);
      session.addMessageHandler(ByteBuffer.class, binary);
    }
  }

  /** What the container counts, if it does. */
  @Nullable FrameCount frames() {
    return null;
  }

  @Override
  public final long framesReceived() {
    FrameCount count = frames();
    if (count == null) {
      return -1;
    }
    long all = count.now();
    // Looked at after that: an answer that comes meanwhile counts for nothing yet.
    return all - Math.min(pongs, pings);
  }

  /** From now on this port is told of pongs. */
  final void serve(ClientPort connected) {
    port = connected;
  }

  /** A pong has come. */
  void answered(ByteBuffer payload) {
    ClientPort connected = port;
    if (connected != null) {
      connected.pong(payload);
    }
  }

  /** A ping is about to be sent: its answer is not to count as something that the client sends. */
  final void countPing() {
    PINGS.getAndIncrement(this);
  }

  @Override
  public void ping(ByteBuffer payload, Completion completion) {
    countPing();
    try {
      session.getAsyncRemote().sendPing(payload);
      completion.done(null);
    } catch (IOException e) {
      completion.done(e);
    }
  }

  @Override
  public void write(Message message, Completion completion) {
    sends().begin(1, completion);
    send(message);
    sends().end();
  }

  /** Starts an asynchronous send, whose end is counted. */
  final void send(Message message) {
    if (message.isText()) {
      session.getAsyncRemote().sendText(message.text(), sends());
    } else {
      session.getAsyncRemote().sendBinary(bytes(message), sends());
    }
  }

  /** The bytes of a binary message, as the container wants them. */
  ByteBuffer bytes(Message message) {
    return message.bytes();
  }

  /**
   * The container has told the end of the session.
   *
   * @param told what is to hear of the end of the connection, now or when it comes: whether there
   *     was a closing handshake if the container says so
   */
  void whenEnded(Consumer<Boolean> told) {
    told.accept(true);
  }

  /** With which code the session has closed. */
  int code(CloseReason reason) {
    return reason.getCloseCode().getCode();
  }

  @Override
  public void close(int code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | RuntimeException e) {
      // The connection is gone already, or somebody else is closing it; the engine's deadline ends
      // it.
      LOG.log(System.Logger.Level.DEBUG, "The container could not close a session", e);
    }
  }

  /**
   * The standard has nothing harder than a close; a container that knows the peer is gone drops it.
   */
  @Override
  public void drop() {
    close(CloseCodes.GOING_AWAY, "");
  }

  /**
   * Drops with a method of the container's own session: a close waits for the write that the client
   * does not take, and with it the socket stays.
   */
  final void dropBy(String method) {
    if (!call(method)) {
      close(CloseCodes.GOING_AWAY, "");
    }
  }

  /**
   * Calls a method of the container's own session, whose class cannot be named here.
   *
   * @return whether it has done so
   */
  final boolean call(String method, Object... arguments) {
    Class<?>[] types = Stream.of(arguments).map(Object::getClass).toArray(Class<?>[]::new);
    try {
      session.getClass().getMethod(method, types).invoke(session, arguments);
      return true;
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "The container could not " + method + " a session", e);
      return false;
    }
  }
}
