package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jseverywhere.websocket.CloseEvent;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one client, in the order in which its listeners are told: connect, the messages
 * once the port is started, close.
 *
 * <pre>
 *   CONNECTING ──connect handled──▶ HOLDING ──started──▶ DELIVERING ──closed, queue empty──▶ DONE
 *                                      └──────────────────closed──────────────────────────────┘
 * </pre>
 *
 * Events are delivered one at a time. Threads: any.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/web-messaging.html#port-message-queue">HTML,
 *     port message queue</a>
 */
final class Inbox extends SerialDrain {

  /** What the events are delivered to. */
  interface Receiver {
    boolean awaitsConnect();

    boolean startsByItself();

    void connect();

    /**
     * A message.
     *
     * @param moreWait whether another one has arrived already
     */
    void message(Message message, boolean moreWait);

    /** What waits for the client has become little. */
    void low();

    void close(CloseEvent event);
  }

  private enum Phase {
    CONNECTING,
    HOLDING,
    DELIVERING,
    DONE
  }

  private enum Step {
    NONE,
    CONNECT,
    LOW,
    MESSAGE,
    CLOSE
  }

  private final Receiver receiver;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();

  /** Made when the first message comes: many clients only listen. */
  @GuardedBy("lock")
  private @Nullable ArrayDeque<Message> waiting;

  /** Written under the lock. */
  private volatile Phase phase = Phase.CONNECTING;

  @GuardedBy("lock")
  private boolean started;

  /** Whether to tell that little waits for the client; told once however often it is so. */
  @GuardedBy("lock")
  private boolean low;

  @GuardedBy("lock")
  private @Nullable CloseEvent close;

  Inbox(Receiver receiver, int limit) {
    this.receiver = receiver;
    this.limit = limit;
  }

  /**
   * Takes a message.
   *
   * @return false if too many wait, or no more are taken
   */
  boolean add(Message message, Executor executor) {
    lock.lock();
    try {
      if (close != null || count() >= limit) {
        return false;
      }
      if (waiting == null) {
        waiting = new ArrayDeque<>(4);
      }
      waiting.add(message);
    } finally {
      lock.unlock();
    }
    wake(executor);
    return true;
  }

  /** Takes the end of the connection, the last event of all; only the first end counts. */
  void close(CloseEvent event, Executor executor) {
    lock.lock();
    try {
      if (close != null) {
        return;
      }
      close = event;
    } finally {
      lock.unlock();
    }
    wake(executor);
  }

  /** Little waits for the client. */
  void low(Executor executor) {
    lock.lock();
    try {
      low = true;
    } finally {
      lock.unlock();
    }
    wake(executor);
  }

  void start(Executor executor) {
    lock.lock();
    try {
      started = true;
    } finally {
      lock.unlock();
    }
    wake(executor);
  }

  /** Delivers the next event. */
  @Override
  boolean step() {
    // Once the port is started nobody needs to be asked any more.
    boolean holds = phase != Phase.DELIVERING;
    boolean ready = holds && !receiver.awaitsConnect();
    boolean startsByItself = holds && receiver.startsByItself();
    Step step;
    Message message = null;
    boolean moreWait = false;
    CloseEvent last;
    lock.lock();
    try {
      step = next(ready, startsByItself);
      if (step == Step.MESSAGE && waiting != null) {
        message = waiting.remove();
        moreWait = !waiting.isEmpty();
      }
      last = close;
    } finally {
      lock.unlock();
    }
    if (message != null) {
      receiver.message(message, moreWait);
    } else if (step == Step.CONNECT) {
      receiver.connect();
    } else if (step == Step.LOW) {
      receiver.low();
    } else if (step == Step.CLOSE && last != null) {
      receiver.close(last);
    }
    return step != Step.NONE;
  }

  @GuardedBy("lock")
  private Step next(boolean ready, boolean startsByItself) {
    switch (phase) {
      case CONNECTING -> {
        if (!ready && close == null) {
          return Step.NONE;
        }
        phase = Phase.HOLDING;
        return Step.CONNECT;
      }
      case HOLDING -> {
        if (started || startsByItself) {
          phase = Phase.DELIVERING;
          return next(ready, startsByItself);
        }
        return fellLow() ? Step.LOW : end();
      }
      case DELIVERING -> {
        if (fellLow()) {
          return Step.LOW;
        }
        return count() == 0 ? end() : Step.MESSAGE;
      }
      case DONE -> {
        return Step.NONE;
      }
    }
    throw new AssertionError(phase);
  }

  @GuardedBy("lock")
  private int count() {
    return waiting == null ? 0 : waiting.size();
  }

  @GuardedBy("lock")
  private boolean fellLow() {
    boolean fell = low && close == null;
    low = false;
    return fell;
  }

  @GuardedBy("lock")
  private Step end() {
    if (close == null) {
      return Step.NONE;
    }
    phase = Phase.DONE;
    waiting = null;
    return Step.CLOSE;
  }
}
