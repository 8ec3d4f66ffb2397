package org.jseverywhere.websocket.internal.core;

import java.util.Set;
import java.util.concurrent.Executor;
import org.jseverywhere.websocket.CloseEvent;
import org.jseverywhere.websocket.Event;
import org.jseverywhere.websocket.EventType;
import org.jspecify.annotations.Nullable;

/**
 * How the events of one client reach the application. Called by its {@link Inbox}, by one thread at
 * a time; {@link #repliesAtOnce} by any.
 */
final class Delivery implements Inbox.Receiver {

  /**
   * A message that is handled so soon after the one before probably came with it. Waking another
   * thread takes about as long.
   */
  private static final long BURST_NANOS = 8_000;

  private static final Listeners.Target TARGET =
      new Listeners.Target(
          "port",
          Set.of(
              EventType.MESSAGE, EventType.BUFFERED_AMOUNT_LOW, EventType.ERROR, EventType.CLOSE));

  private final ClientPort port;
  private final Listeners listeners = new Listeners(TARGET);

  /** Runs its handlers as its user. */
  private final @Nullable Executor user;

  /** The thread that is inside a handler. Whoever finds itself here has written it. */
  private @Nullable Thread handling;

  private boolean burst;

  /** Of the last that has arrived, which may be a later one than that which is handled. */
  private volatile boolean moreFollows;

  /** Whether the last message was handled soon after the one before. */
  private boolean soon;

  private long lastHandledNanos = System.nanoTime() - BURST_NANOS;

  Delivery(ClientPort port) {
    this.port = port;
    this.user = port.handshake().identity().context();
  }

  Listeners listeners() {
    return listeners;
  }

  /**
   * Whether what the current thread posts to this client is a reply that nothing follows at once:
   * then it is not worth another thread.
   */
  boolean repliesAtOnce(boolean gathers) {
    return handling == Thread.currentThread() && !(gathers && burst);
  }

  /** Whether more has arrived than the message that is handed over now. */
  void moreFollows(boolean more) {
    if (more != moreFollows) {
      moreFollows = more;
    }
  }

  @Override
  public boolean awaitsConnect() {
    return !port.server().listensTo(EventType.CONNECT)
        && !port.server().listensTo(EventType.MESSAGE);
  }

  @Override
  public boolean startsByItself() {
    return port.server().listensTo(EventType.MESSAGE);
  }

  @Override
  public void connect() {
    fire(EventType.CONNECT, new Events.Connect(port), port.server().listeners());
  }

  @Override
  public void message(Message message, boolean moreWait) {
    long begin = System.nanoTime();
    boolean soonAgain = soon;
    soon = begin - lastHandledNanos < BURST_NANOS;
    // Not at the first: a thread that lost the processor after it had replied finds the answer.
    burst = moreWait || moreFollows || (soon && soonAgain);
    Events.Received event = new Events.Received(port, message, port.binaryType());
    fire(EventType.MESSAGE, event, listeners, port.server().listeners(), begin);
  }

  @Override
  public void low() {
    fire(EventType.BUFFERED_AMOUNT_LOW, new Events.BufferedAmountLow(port), listeners);
  }

  @Override
  public void close(CloseEvent event) {
    port.closeDelivered();
    fire(EventType.CLOSE, event, listeners);
    port.server().finished(port);
  }

  private <E extends Event> void fire(EventType<E> type, E event, Listeners only) {
    fire(type, event, only, null, System.nanoTime());
  }

  private <E extends Event> void fire(
      EventType<E> type, E event, Listeners first, @Nullable Listeners second, long begin) {
    handling = Thread.currentThread();
    try {
      if (user == null) {
        port.server().dispatcher().fire(type, event, port, first, second);
      } else {
        user.execute(() -> port.server().dispatcher().fire(type, event, port, first, second));
      }
    } finally {
      handling = null;
      lastHandledNanos = System.nanoTime();
      port.server().counters().handled(port.counters(), lastHandledNanos - begin);
    }
  }
}
