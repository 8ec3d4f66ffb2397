package org.jseverywhere.websocket.internal.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jseverywhere.websocket.BinaryType;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.BufferedAmountLowEvent;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.ErrorEvent;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventListener;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.HandlerExecution;
import org.jseverywhere.websocket.ListenerOption;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.PortStatistics;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.SessionBinding;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * One client. Its host feeds it with {@link #opened}, {@link #received}, {@link #closed} and {@link
 * #lost}. Threads: any.
 */
public final class ClientPort implements Port, Handshaken {

  private static final String TOO_FAST = "Too much in a second";

  private static final VarHandle ATTRIBUTES =
      Handles.field(MethodHandles.lookup(), "attributes", Map.class);

  private final Server server;
  private final Handshake handshake;
  private final Transport transport;
  private final String extensions;
  private final PortCounters counters = new PortCounters();
  private final Delivery delivery;
  private final ConnectionEnd end;
  private final SendQueue outbox;
  private final Lifetime lifetime;
  private final InboundRates rates;
  private final Inbox inbox;

  /** Made when it is asked for. */
  private volatile @Nullable Map<String, Object> attributes;

  private volatile BinaryType binaryType;
  private volatile boolean gone;
  private volatile boolean closed;

  ClientPort(Server server, Handshake handshake, Transport transport, String extensions) {
    WebSocketServerOptions options = server.options();
    this.server = server;
    this.handshake = handshake;
    this.transport = transport;
    this.extensions = extensions;
    this.binaryType = server.binaryType();
    this.delivery = new Delivery(this);
    this.end = new ConnectionEnd(this, transport);
    this.outbox =
        new SendQueue(
            transport,
            application().writers(),
            counters,
            options.maxBufferedAmount(),
            options.overflowPolicy(),
            end);
    this.rates = InboundRates.of(options);
    this.lifetime = new Lifetime(this);
    this.inbox = new Inbox(delivery, options.maxPendingMessages());
    if (server.handlesLong()) {
      inbox.expectLong();
    }
  }

  // What the host tells.

  /** The connection is established: fires the connect event. */
  public void opened() {
    lifetime.begin();
    SessionBond bond = bond();
    if (bond != null) {
      bond.bind(this);
    }
    inbox.wake(application().here());
  }

  /** A message has arrived. */
  public void received(Message message) {
    received(message, false);
  }

  /**
   * A message has arrived.
   *
   * @param moreFollows whether more of what the client has sent is here: a reply can wait for the
   *     next, to leave with it
   */
  public void received(Message message, boolean moreFollows) {
    if (end.begun()) {
      return;
    }
    if (message.sizeBytes() > server.maxMessageBytes()) {
      refuseTooLarge();
      return;
    }
    if (!takes(message.sizeBytes())) {
      return;
    }
    counters.received(message.sizeBytes());
    delivery.moreFollows(moreFollows);
    if (!inbox.add(message, handlerExecutor())) {
      evict(
          EvictionReason.PENDING_MESSAGES,
          CloseCodes.POLICY_VIOLATION,
          "Too many messages wait to be handled");
    }
  }

  /** Calls the handlers of a message that the current thread has read. */
  private Executor handlerExecutor() {
    return handlersMayWait() ? application().here() : application().hereInContext();
  }

  /** Whether the handlers of messages may wait; else whoever reads can call them. */
  public boolean handlersMayWait() {
    return server.options().handlerExecution() == HandlerExecution.BLOCKING;
  }

  /** A message is larger than {@code maxMessageSize}, be its end there or not. */
  public void refuseTooLarge() {
    evict(
        EvictionReason.MESSAGE_SIZE,
        CloseCodes.TOO_BIG,
        "A message may have " + server.maxMessageBytes() + " bytes at most");
  }

  /**
   * Something has arrived, and counts for the limits of a second: a message, or a control frame
   * where the host is told of them, since it costs as much.
   *
   * @return false if it exceeds one, and nobody is to answer it
   */
  public boolean takes(int bytes) {
    EvictionReason tooFast = rates.exceeded(bytes);
    if (tooFast != null) {
      // What it still sends costs as much as before.
      end.soon(tooFast, CloseCodes.POLICY_VIOLATION, TOO_FAST);
    }
    return tooFast == null;
  }

  /**
   * So many frames have come that nobody was told of.
   *
   * @return false if that is too many, and nothing more is to be read
   */
  boolean takesUnseen(int frames) {
    if (!rates.exceededBy(frames)) {
      return true;
    }
    end.soon(EvictionReason.MESSAGE_RATE, CloseCodes.POLICY_VIOLATION, TOO_FAST);
    end.cutsFlood();
    return false;
  }

  /**
   * It sends on while it is sent away.
   *
   * @return whether it is cut for that in a moment, since it was too fast before
   */
  boolean cutsFlood() {
    return end.cutsFlood();
  }

  /** A pong has arrived. */
  public void pong(ByteBuffer payload) {
    lifetime.pong(payload);
  }

  /** The connection has ended, with the code that the container found. */
  public void closed(int code, String reason) {
    if (!end.begun() && CloseCodes.isClientsFault(code)) {
      server.misbehaved(this);
    }
    end.closed(code, reason);
  }

  /** The connection has ended without a closing handshake. */
  public void lost() {
    end.lost();
  }

  // How it closes.

  @Override
  public void close() {
    close(CloseCodes.NORMAL, "");
  }

  @Override
  public void close(int code, String reason) {
    CloseCodes.check(code, reason);
    closeAfterLast(code, reason);
  }

  /** Closes once what waits was written. */
  void closeAfterLast(int code, String reason) {
    end.afterLast(null, code, reason);
  }

  /**
   * Closes at once, and drops what waits: the client did what it must not. A host that finds out
   * itself calls this, and goes on until the client has answered the close frame or is gone.
   */
  public void fail(int code, String reason) {
    server.misbehaved(this);
    end.now(null, code, reason);
  }

  /** Closes at once a client that is too slow. */
  void evict(EvictionReason why, String reason) {
    evict(why, CloseCodes.TRY_AGAIN_LATER, reason);
  }

  /** Closes at once a client that has reached a limit. */
  private void evict(EvictionReason why, int code, String reason) {
    end.now(why, code, reason);
  }

  /** It is about to be closed by a limit. */
  void evicted(EvictionReason why) {
    server.evicted(why, this);
  }

  /** Closes a client whose time is over. */
  void outlived(EvictionReason why) {
    switch (why) {
      case SILENT -> end.soon(why, CloseCodes.GOING_AWAY, "Nothing was heard for too long");
      case AGED -> end.afterLast(why, CloseCodes.GOING_AWAY, "The connection is too old");
      case EXPIRED -> end.afterLast(why, CloseCodes.UNAUTHORIZED, "Expired");
      default -> throw new IllegalArgumentException("No matter of time: " + why);
    }
  }

  /** The HTTP session that it is bound to has ended: what waits is for nobody any more. */
  void sessionEnded() {
    evict(EvictionReason.SESSION_ENDED, CloseCodes.POLICY_VIOLATION, "The HTTP session has ended");
  }

  /** {@return the HTTP session with which this client goes, or null} */
  private @Nullable SessionBond bond() {
    boolean bound =
        handshake.principalName() != null
            || server.options().sessionBinding() == SessionBinding.ALL;
    return bound ? handshake.identity().session() : null;
  }

  /** There is no connection any more. */
  void ended(int code, String reason, boolean wasClean) {
    lifetime.end();
    SessionBond bond = bond();
    if (bond != null) {
      bond.release(this);
    }
    gone = true;
    server.left(this);
    inbox.close(new Events.Closed(server, this, code, reason, wasClean), application().here());
  }

  /** Whether the connection stands; it may be {@linkplain #isEnding closing}. */
  boolean isConnected() {
    return !gone;
  }

  /** Whether its listeners take long, as far as is known. */
  boolean handlesLong() {
    return inbox.isLong();
  }

  /** The close event is about to be fired. */
  void closeDelivered() {
    closed = true;
  }

  // How it sends.

  @Override
  public boolean postMessage(String text) {
    return post(Message.of(text));
  }

  @Override
  public boolean postMessage(byte[] bytes) {
    return postMessage(Blob.of(bytes));
  }

  @Override
  public boolean postMessage(ByteBuffer buffer) {
    return postMessage(Blob.of(buffer));
  }

  @Override
  public boolean postMessage(Blob blob) {
    return post(Message.of(blob));
  }

  @Override
  public boolean postLatest(String key, String text) {
    return post(Message.of(text).latest(key));
  }

  @Override
  public boolean postLatest(String key, Blob blob) {
    return post(Message.of(blob).latest(key));
  }

  private boolean post(Message message) {
    boolean direct =
        !transport.has(Transport.Trait.WRITE_MAY_BLOCK)
            && delivery.repliesAtOnce(transport.has(Transport.Trait.GATHERS_REPLIES));
    boolean queued = offer(message, direct, server.options().overflowTimeout().toNanos());
    if (!direct) {
      application().writers().wake();
    }
    return queued;
  }

  /** Queues a message that is for others too; the caller then wakes the writers, once for all. */
  void enqueue(Message message) {
    offer(message, false, 0);
  }

  private boolean offer(Message message, boolean direct, long waitNanos) {
    SendQueue.Offer offer = outbox.offer(message, direct, waitNanos);
    if (offer == SendQueue.Offer.REFUSED_FULL) {
      evict(EvictionReason.OVERFLOW, "More than " + outbox.limitBytes() + " bytes wait to be read");
    }
    return offer == SendQueue.Offer.QUEUED;
  }

  @Override
  public long bufferedAmount() {
    return outbox.bufferedBytes();
  }

  @Override
  public long maxBufferedAmount() {
    return outbox.limitBytes();
  }

  @Override
  public void maxBufferedAmount(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxBufferedAmount must be 1 or more, but is " + bytes);
    }
    outbox.limitBytes(bytes);
  }

  @Override
  public OverflowPolicy overflowPolicy() {
    return outbox.policy();
  }

  @Override
  public void overflowPolicy(OverflowPolicy policy) {
    outbox.policy(Objects.requireNonNull(policy, "policy"));
  }

  @Override
  public long bufferedAmountLowThreshold() {
    return outbox.lowBytes();
  }

  @Override
  public void bufferedAmountLowThreshold(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "bufferedAmountLowThreshold must be 0 or more, but is " + bytes);
    }
    outbox.lowBytes(bytes);
  }

  /** What waits has fallen to the threshold. */
  void low() {
    inbox.low(application().elsewhere());
  }

  @Override
  public PortStatistics statistics() {
    return counters.snapshot();
  }

  PortCounters counters() {
    return counters;
  }

  Application application() {
    return server.application();
  }

  SendQueue outbox() {
    return outbox;
  }

  // How events reach the application.

  /** Looks again whether the server listens by now. */
  void wake() {
    inbox.wake(application().elsewhere());
  }

  @Override
  public void start() {
    inbox.start(application().elsewhere());
  }

  @Override
  public void onMessage(@Nullable EventListener<? super MessageEvent> handler) {
    delivery.listeners().setHandler(EventType.MESSAGE, handler);
    if (handler != null) {
      start();
    }
  }

  @Override
  public void onBufferedAmountLow(@Nullable EventListener<? super BufferedAmountLowEvent> handler) {
    delivery.listeners().setHandler(EventType.BUFFERED_AMOUNT_LOW, handler);
    tellLow();
  }

  @Override
  public void onError(@Nullable EventListener<? super ErrorEvent> handler) {
    delivery.listeners().setHandler(EventType.ERROR, handler);
  }

  @Override
  public void onClose(@Nullable EventListener<? super CloseEvent> handler) {
    delivery.listeners().setHandler(EventType.CLOSE, handler);
  }

  @Override
  public <E extends Event> void addEventListener(
      EventType<E> type, EventListener<? super E> listener, ListenerOption... options) {
    Objects.requireNonNull(listener, "listener");
    delivery.listeners().add(type, listener, List.of(options).contains(ListenerOption.ONCE));
    tellLow();
  }

  @Override
  public <E extends Event> void removeEventListener(
      EventType<E> type, EventListener<? super E> listener) {
    delivery.listeners().remove(type, listener);
    tellLow();
  }

  private void tellLow() {
    outbox.tellLow(delivery.listeners().has(EventType.BUFFERED_AMOUNT_LOW));
  }

  Listeners listeners() {
    return delivery.listeners();
  }

  // What it is.

  @Override
  public @Nullable Duration roundTripTime() {
    return lifetime.roundTripTime();
  }

  @Override
  public @Nullable Instant expiresAt() {
    return lifetime.expiresAt();
  }

  @Override
  public void expiresAt(@Nullable Instant time) {
    lifetime.expiresAt(time);
  }

  /** Whether the connection is closing, or gone: what the client still sends is dropped. */
  public boolean isEnding() {
    return end.begun();
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public ReadyState readyState() {
    if (closed) {
      return ReadyState.CLOSED;
    }
    return end.begun() ? ReadyState.CLOSING : ReadyState.OPEN;
  }

  @Override
  public String url() {
    return handshake.url();
  }

  @Override
  public String protocol() {
    return handshake.protocol();
  }

  @Override
  public String extensions() {
    return extensions;
  }

  @Override
  public BinaryType binaryType() {
    return binaryType;
  }

  @Override
  public void binaryType(BinaryType type) {
    binaryType = Objects.requireNonNull(type, "type");
  }

  @Override
  public Map<String, Object> attributes() {
    Map<String, Object> present = attributes;
    if (present == null) {
      Map<String, Object> made = new ConcurrentHashMap<>();
      present = ATTRIBUTES.compareAndSet(this, null, made) ? made : attributes();
    }
    return present;
  }

  @Override
  public void join(String channel) {
    server.channels().join(channel, this);
  }

  @Override
  public void leave(String channel) {
    server.channels().leave(channel, this);
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  /** {@return the address and the state} */
  @Override
  public String toString() {
    return "Port[" + remoteURI() + ", " + readyState() + "]";
  }
}
