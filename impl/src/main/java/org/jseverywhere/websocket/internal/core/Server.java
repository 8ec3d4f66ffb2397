package org.jseverywhere.websocket.internal.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jseverywhere.websocket.BinaryType;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.BroadcastChannel;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.ConnectEvent;
import org.jseverywhere.websocket.ErrorEvent;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventListener;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.HandshakeEvent;
import org.jseverywhere.websocket.ListenerOption;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.OpenEvent;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.ServerStatistics;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;

/** One server: its state, its ports, and the events of its own. Threads: any. */
public final class Server implements WebSocketServer {

  private static final Set<EvictionReason> SENT_TOO_MUCH =
      EnumSet.of(
          EvictionReason.MESSAGE_RATE,
          EvictionReason.BYTE_RATE,
          EvictionReason.MESSAGE_SIZE,
          EvictionReason.PENDING_MESSAGES);

  private static final Listeners.Target TARGET =
      new Listeners.Target(
          "server",
          Set.of(
              EventType.OPEN,
              EventType.HANDSHAKE,
              EventType.CONNECT,
              EventType.MESSAGE,
              EventType.ERROR,
              EventType.CLOSE));

  private final Application application;
  private final WebSocketServerOptions options;
  private final int maxMessageBytes;
  private final ServerUrl serverUrl;
  private final Entrance entrance;
  private final LimitLog limitLog = new LimitLog(this);
  private final Dispatcher dispatcher;
  private final Announcements announcements;
  private final Channels channels;
  private final Listeners listeners = new Listeners(TARGET);

  /**
   * The ports whose close event is not over, be they {@link #connected} or not; the server closes
   * after the last of them.
   */
  private final Set<ClientPort> ports = ConcurrentHashMap.newKeySet();

  private volatile boolean handlesLong;

  private final ServerCounters counters = new ServerCounters();
  private final AtomicLong sentToNobodyBytes = new AtomicLong();
  private final CompletableFuture<Void> whenClosed = new CompletableFuture<>();

  /** Guards the change of state, and that nobody joins a server that is no longer open. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile ReadyState state = ReadyState.CONNECTING;

  /** Written under the lock. */
  private volatile boolean draining;

  private volatile String url;
  private volatile String extensions = "";
  private volatile BinaryType binaryType;

  Server(Application application, WebSocketServerOptions options, ServerUrl serverUrl) {
    this.application = application;
    this.channels = new Channels(application.writers());
    this.options = options;
    this.maxMessageBytes = options.maxMessageSize();
    this.serverUrl = serverUrl;
    this.url = serverUrl.text();
    this.binaryType = options.binaryType();
    this.entrance = new Entrance(this, options);
    this.dispatcher = new Dispatcher(this, application);
    this.announcements = new Announcements(application, dispatcher, listeners);
  }

  // How it opens.

  /** Lets clients in, or fails; without effect if that was tried already. */
  void bind(Host host) {
    if (state != ReadyState.CONNECTING) {
      return;
    }
    try {
      extensions = host.extensions();
      url = host.bind(this);
    } catch (IOException e) {
      changeState(ReadyState.CONNECTING, ReadyState.CLOSED);
      application.release(this);
      application.forget(this);
      whenClosed.complete(null);
      String data =
          "Cannot open the server on \"" + serverUrl.text() + "\": " + e.getMessage() + ".";
      announcements.opening(EventType.ERROR, new Events.Failure(this, null, data, e));
      return;
    }
    changeState(ReadyState.CONNECTING, ReadyState.OPEN);
    if (state == ReadyState.OPEN) {
      announcements.opening(EventType.OPEN, new Events.Open(this));
    } else {
      host.unbind(this);
    }
  }

  private boolean changeState(ReadyState from, ReadyState to) {
    lock.lock();
    try {
      if (state != from) {
        return false;
      }
      state = to;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a listener, and lets the ports look whether they waited for it. */
  private void add(EventType<?> type, EventListener<?> listener, BooleanSupplier add) {
    announcements.addListener(type, listener, add);
    if (type.equals(EventType.CONNECT) || type.equals(EventType.MESSAGE)) {
      ports.forEach(ClientPort::wake);
    }
  }

  // How clients come and go.

  /**
   * Takes a client whose connection is established. The host then calls {@link ClientPort#opened}.
   *
   * @return its port; null if this server is no longer open, and the client was sent away
   */
  public @Nullable ClientPort connect(
      Handshake handshake, Transport transport, String negotiatedExtensions) {
    ClientPort port = new ClientPort(this, handshake, transport, negotiatedExtensions);
    RefusalReason refused = join(port);
    if (refused == null) {
      return port;
    }
    refused(refused, handshake);
    int code =
        refused == RefusalReason.DRAINING ? CloseCodes.GOING_AWAY : CloseCodes.TRY_AGAIN_LATER;
    application.runBlocking(() -> transport.close(code, ""));
    return null;
  }

  /** {@return why this client is sent away, or null} */
  private @Nullable RefusalReason join(ClientPort port) {
    lock.lock();
    try {
      // The first client may be faster than the thread that is opening this server.
      if (state == ReadyState.CONNECTING) {
        state = ReadyState.OPEN;
      }
      if (state != ReadyState.OPEN || draining) {
        return RefusalReason.DRAINING;
      }
      RefusalReason full = entrance.enter(port.handshake());
      if (full == null) {
        ports.add(port);
        counters.joined();
      }
      return full;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The connection of this port has ended: it is {@linkplain ClientPort#isConnected not connected}.
   */
  void left(ClientPort port) {
    channels.leaveAll(port);
  }

  /** Whether the messages of a client in a second are limited. */
  public boolean limitsMessageRate() {
    return options.maxMessagesPerSecond() != Integer.MAX_VALUE;
  }

  /** Whether handlers took long for the client that left last: probably for the next one too. */
  boolean handlesLong() {
    return handlesLong;
  }

  /** The close event of this port is over, and nothing that it has sent waits any more. */
  void finished(ClientPort port) {
    entrance.leave(port.handshake());
    if (port.handlesLong() != handlesLong) {
      handlesLong = port.handlesLong();
    }
    counters.left(port.counters(), () -> ports.remove(port));
    closeIfLast();
  }

  @Override
  public void close() {
    if (changeState(ReadyState.CONNECTING, ReadyState.CLOSING)
        || changeState(ReadyState.OPEN, ReadyState.CLOSING)) {
      application.release(this);
      entrance.refuseUndecided();
      ports.forEach(port -> port.closeAfterLast(CloseCodes.GOING_AWAY, ""));
      closeIfLast();
    }
  }

  private void closeIfLast() {
    if (ports.isEmpty() && changeState(ReadyState.CLOSING, ReadyState.CLOSED)) {
      application.forget(this);
      announcements.later(
          () -> {
            dispatcher.fire(
                EventType.CLOSE,
                new Events.Closed(this, null, CloseCodes.NORMAL, "", true),
                null,
                listeners);
            whenClosed.complete(null);
          });
    }
  }

  @Override
  public void closeAll(Principal principal, int code, String reason) {
    CloseCodes.check(code, reason);
    ports(principal).forEach(port -> port.close(code, reason));
  }

  @Override
  public CompletionStage<Void> drain(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "Cannot drain a server in " + time + ": the time must not be negative.");
    }
    boolean begins;
    lock.lock();
    try {
      begins = state == ReadyState.OPEN && !draining;
      draining = true;
    } finally {
      lock.unlock();
    }
    if (begins) {
      entrance.refuseUndecided();
      new Drain(this, connected().toList(), time.toNanos()).step();
    } else if (state == ReadyState.CONNECTING) {
      close();
    }
    return whenClosed.minimalCompletionStage();
  }

  /** {@return whether it takes no more clients} */
  boolean isLeaving() {
    return draining || state == ReadyState.CLOSING || state == ReadyState.CLOSED;
  }

  /** Completes when the close event of this server is over. */
  CompletableFuture<Void> whenClosed() {
    return whenClosed;
  }

  /** Ends what the containers did not end in time. */
  void abandonPorts() {
    connected().forEach(ClientPort::lost);
  }

  // How it sends.

  @Override
  public void send(String text) {
    send(Message.of(text));
  }

  @Override
  public void send(byte[] bytes) {
    send(Blob.of(bytes));
  }

  @Override
  public void send(ByteBuffer buffer) {
    send(Blob.of(buffer));
  }

  @Override
  public void send(Blob blob) {
    send(Message.of(blob));
  }

  private void send(Message message) {
    switch (state) {
      case CONNECTING -> {
        // The draft's own sample sends before the server is open: nobody is there, and no error.
      }
      case OPEN -> {
        ports.forEach(
            port -> {
              if (port.isConnected()) {
                port.enqueue(message);
              }
            });
        application.writers().wake();
      }
      case CLOSING, CLOSED -> sentToNobodyBytes.addAndGet(message.sizeBytes());
    }
  }

  @Override
  public long bufferedAmount() {
    return sentToNobodyBytes.get() + connected().mapToLong(ClientPort::bufferedAmount).sum();
  }

  @Override
  public BroadcastChannel channel(String name) {
    return channels.channel(name);
  }

  @Override
  public void sendLatest(String key, String text) {
    send(Message.of(text).latest(key));
  }

  @Override
  public void sendLatest(String key, Blob blob) {
    send(Message.of(blob).latest(key));
  }

  @Override
  public ServerStatistics statistics() {
    return counters.snapshot((int) connected().count(), ports.stream().map(ClientPort::counters));
  }

  // Who listens.

  boolean listensTo(EventType<?> type) {
    return listeners.has(type) || application.observers().observe(type, options.serverId());
  }

  private <E extends Event> void handler(
      EventType<E> type, @Nullable EventListener<? super E> handler) {
    if (handler == null) {
      listeners.setHandler(type, null);
    } else {
      add(
          type,
          handler,
          () -> {
            listeners.setHandler(type, handler);
            return true;
          });
    }
  }

  @Override
  public <E extends Event> void addEventListener(
      EventType<E> type, EventListener<? super E> listener, ListenerOption... listenerOptions) {
    Objects.requireNonNull(listener, "listener");
    boolean once = List.of(listenerOptions).contains(ListenerOption.ONCE);
    add(type, listener, () -> listeners.add(type, listener, once));
  }

  @Override
  public <E extends Event> void removeEventListener(
      EventType<E> type, EventListener<? super E> listener) {
    listeners.remove(type, listener);
  }

  @Override
  public void onOpen(@Nullable EventListener<? super OpenEvent> handler) {
    handler(EventType.OPEN, handler);
  }

  @Override
  public void onHandshake(@Nullable EventListener<? super HandshakeEvent> handler) {
    handler(EventType.HANDSHAKE, handler);
  }

  @Override
  public void onConnect(@Nullable EventListener<? super ConnectEvent> handler) {
    handler(EventType.CONNECT, handler);
  }

  @Override
  public void onMessage(@Nullable EventListener<? super MessageEvent> handler) {
    handler(EventType.MESSAGE, handler);
  }

  @Override
  public void onError(@Nullable EventListener<? super ErrorEvent> handler) {
    handler(EventType.ERROR, handler);
  }

  @Override
  public void onClose(@Nullable EventListener<? super CloseEvent> handler) {
    handler(EventType.CLOSE, handler);
  }

  // What it is.

  @Override
  public String url() {
    return url;
  }

  @Override
  public @Nullable String serverId() {
    return options.serverId();
  }

  @Override
  public ReadyState readyState() {
    return state;
  }

  @Override
  public String extensions() {
    return extensions;
  }

  @Override
  public String protocol() {
    return options.protocol();
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
  public WebSocketServerOptions options() {
    return options;
  }

  @Override
  public Set<Port> ports() {
    return connected().collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<Port> ports(Principal principal) {
    String name = principal.getName();
    return connected()
        .filter(port -> name.equals(port.handshake().principalName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many clients hold something of this server: a connection, or handlers after its end. */
  int headcount() {
    return ports.size();
  }

  /** The ports whose connection stands. */
  private Stream<ClientPort> connected() {
    return ports.stream().filter(ClientPort::isConnected);
  }

  /** A client was not let in. */
  void refused(RefusalReason why, Handshake handshake) {
    counters.refused(why);
    limitLog.tell("refused", why, handshake.remoteUri());
  }

  /** A client was closed by a limit. */
  void evicted(EvictionReason why, ClientPort port) {
    counters.evicted(why);
    limitLog.tell("closed", why, port.remoteURI());
    if (SENT_TOO_MUCH.contains(why)) {
      misbehaved(port);
    }
  }

  /** A client did what it must not, and is closed for it. */
  void misbehaved(ClientPort port) {
    entrance.misbehaved(port.handshake());
  }

  /** How large a message may be; looked up once, since it is asked for with each of them. */
  int maxMessageBytes() {
    return maxMessageBytes;
  }

  /** Where it was asked to listen. */
  public ServerUrl serverUrl() {
    return serverUrl;
  }

  Application application() {
    return application;
  }

  Entrance entrance() {
    return entrance;
  }

  ServerCounters counters() {
    return counters;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Listeners listeners() {
    return listeners;
  }

  Channels channels() {
    return channels;
  }

  /** {@return the URL, the id and the state} */
  @Override
  public String toString() {
    return "WebSocketServer[" + url + ", " + options.serverId() + ", " + state + "]";
  }
}
