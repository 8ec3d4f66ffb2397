package org.jseverywhere.websocket.internal.endpoint;

import static java.lang.invoke.MethodType.methodType;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jseverywhere.websocket.internal.core.Intake;
import org.jspecify.annotations.Nullable;

/**
 * The channel of frames below a session of Undertow (2.3, WildFly 39), by the public methods of
 * classes that are not there on other containers, nor visible to an application in WildFly.
 * Threads: any for {@link #pause}, {@link #resume}, {@link #closed} and {@link #cut}; the others
 * only the thread that reads the connection.
 */
final class UndertowChannel implements Intake.Reading {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String SESSION = "io.undertow.websockets.jsr.UndertowSession";
  private static final String PACKAGE = "io.undertow.websockets.core.";

  /** What is read. */
  enum Kind {
    TEXT,
    BINARY,
    PING,
    PONG,
    CLOSE
  }

  /** One message, of one frame or more, or one control frame. */
  final class Source {

    private final Object source;
    private final Kind kind;

    private Source(Object source) {
      this.source = source;
      this.kind = methods.kind(source);
    }

    Kind kind() {
      return kind;
    }

    /**
     * Reads what there is.
     *
     * @return how many bytes; 0 if there are none for now, -1 at its end
     * @throws IOException if it is not what the protocol allows: then Undertow has sent a close
     *     frame
     */
    int read(ByteBuffer target) throws IOException {
      return methods.read(source, target);
    }

    /** Calls this whenever there is more of it, from now on. */
    void whenReadable(Runnable reader) {
      methods.listen(source, reader);
    }

    /** Calls nobody any more. */
    void ended() {
      methods.call(methods.suspendReads, source);
    }
  }

  private static volatile @Nullable Methods latest;

  private final Session session;
  private final Object channel;
  private final Methods methods;

  private UndertowChannel(Session session, Methods methods) {
    this.session = session;
    this.methods = methods;
    this.channel = methods.get(methods.channel, session);
  }

  /** Gives the channel of this session; nothing on other containers. */
  static Optional<UndertowChannel> of(Session session) {
    if (!session.getClass().getName().equals(SESSION)) {
      return Optional.empty();
    }
    try {
      Methods known = latest;
      if (known == null || known.session != session.getClass()) {
        // Not for each session: a search makes a new object for each method.
        known = new Methods(session.getClass());
        latest = known;
      }
      return Optional.of(new UndertowChannel(session, known));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "An Undertow session has no channel that is known", e);
      return Optional.empty();
    }
  }

  /** Calls this whenever there may be something to {@link #receive}; nobody else is told of it. */
  void whenReceiving(Runnable receiver) {
    methods.receiveBy(session, receiver);
  }

  /** Gives the next that is read, or null if its beginning has not arrived. */
  @Nullable Source receive() throws IOException {
    Object source = methods.receive(channel);
    return source == null ? null : new Source(source);
  }

  @Override
  public void pause() {
    methods.call(methods.suspendReceives, channel);
  }

  @Override
  public void resume() {
    methods.call(methods.resumeReceives, channel);
  }

  boolean hasSentClose() {
    return (boolean) methods.get(methods.isCloseFrameSent, channel);
  }

  /** Answers a ping. */
  void sendPong(ByteBuffer payload) {
    methods.send(methods.sendPong, payload, channel);
  }

  /** Answers a close frame. */
  void sendClose(ByteBuffer payload) {
    methods.send(methods.sendClose, payload, channel);
  }

  /** Lets the session tell its endpoint that the client has closed it. */
  void closed(CloseReason reason) {
    methods.give(methods.closeInternal, session, reason);
  }

  /** Ends the connection at once. */
  void cut() {
    methods.call(methods.forceClose, session);
  }

  /** Those methods, with types that can be named here. */
  private static final class Methods {

    private static final MethodType CALL = methodType(void.class, Object.class);
    private static final MethodType GET = methodType(Object.class, Object.class);
    private static final MethodType GIVE = methodType(void.class, Object.class, Object.class);
    private static final MethodType READ = methodType(int.class, Object.class, ByteBuffer.class);
    private static final MethodType SEND =
        methodType(void.class, ByteBuffer.class, Object.class, Object.class);

    final Class<?> session;
    final MethodHandle channel;
    final MethodHandle closeInternal;
    final MethodHandle forceClose;
    final MethodHandle suspendReceives;
    final MethodHandle resumeReceives;
    final MethodHandle isCloseFrameSent;
    final MethodHandle sendPong;
    final MethodHandle sendClose;
    final MethodHandle suspendReads;
    private final MethodHandle setReceiveListener;
    private final MethodHandle receive;
    private final MethodHandle type;
    private final MethodHandle read;
    private final MethodHandle readSetter;
    private final MethodHandle setReadListener;
    private final MethodHandle resumeReads;
    private final Class<?> listener;

    /** What is told of the end of a send. */
    private final Object nobody;

    Methods(Class<?> session) throws ReflectiveOperationException {
      this.session = session;
      Class<?> channels = session.getMethod("getWebSocketChannel").getReturnType();
      ClassLoader undertow = channels.getClassLoader();
      Class<?> sources = Class.forName(PACKAGE + "StreamSourceFrameChannel", false, undertow);
      Class<?> frames = Class.forName(PACKAGE + "WebSockets", false, undertow);
      Class<?> callback = Class.forName(PACKAGE + "WebSocketCallback", false, undertow);
      Class<?> setter = sources.getMethod("getReadSetter").getReturnType();
      listener = Class.forName("org.xnio.ChannelListener", false, setter.getClassLoader());
      nobody = implement(callback, () -> {});

      channel = find(GET, session, "getWebSocketChannel");
      setReceiveListener = find(GIVE, session, "setReceiveListener", listener);
      closeInternal = find(GIVE, session, "closeInternal", CloseReason.class);
      forceClose = find(CALL, session, "forceClose");

      receive = find(GET, channels, "receive");
      suspendReceives = find(CALL, channels, "suspendReceives");
      resumeReceives = find(CALL, channels, "resumeReceives");
      isCloseFrameSent = find(GET, channels, "isCloseFrameSent");

      type = find(GET, sources, "getType");
      read = find(READ, sources, "read", ByteBuffer.class);
      readSetter = find(GET, sources, "getReadSetter");
      setReadListener = find(GIVE, setter, "set", listener);
      resumeReads = find(CALL, sources, "resumeReads");
      suspendReads = find(CALL, sources, "suspendReads");

      sendPong = find(SEND, frames, "sendPong", ByteBuffer.class, channels, callback);
      sendClose = find(SEND, frames, "sendClose", ByteBuffer.class, channels, callback);
    }

    private static MethodHandle find(
        MethodType as, Class<?> owner, String name, Class<?>... parameters)
        throws ReflectiveOperationException {
      return MethodHandles.publicLookup().unreflect(owner.getMethod(name, parameters)).asType(as);
    }

    /** An object of this interface, whose methods all do the same. */
    private static Object implement(Class<?> type, Runnable action) {
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (self, method, arguments) ->
              switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                case "toString" -> type.getName();
                default -> {
                  action.run();
                  yield null;
                }
              });
    }

    Kind kind(Object source) {
      return Kind.valueOf(((Enum<?>) get(type, source)).name());
    }

    void receiveBy(Session receiving, Runnable receiver) {
      give(setReceiveListener, receiving, implement(listener, receiver));
    }

    void listen(Object source, Runnable reader) {
      give(setReadListener, get(readSetter, source), implement(listener, reader));
      call(resumeReads, source);
    }

    @Nullable Object receive(Object from) throws IOException {
      try {
        return receive.invokeExact(from);
      } catch (IOException e) {
        throw e;
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    int read(Object source, ByteBuffer target) throws IOException {
      try {
        return (int) read.invokeExact(source, target);
      } catch (IOException e) {
        throw e;
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    Object get(MethodHandle method, Object of) {
      try {
        return method.invokeExact(of);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void call(MethodHandle method, Object of) {
      try {
        method.invokeExact(of);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void give(MethodHandle method, Object to, Object given) {
      try {
        method.invokeExact(to, given);
      } catch (IOException e) {
        // The connection is gone; its end is told otherwise.
        LOG.log(System.Logger.Level.DEBUG, "An Undertow session could not close", e);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void send(MethodHandle method, ByteBuffer payload, Object to) {
      try {
        method.invokeExact(payload, to, nobody);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    private static RuntimeException unexpected(Throwable thrown) {
      if (thrown instanceof Error error) {
        throw error;
      }
      return thrown instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(thrown);
    }
  }
}
