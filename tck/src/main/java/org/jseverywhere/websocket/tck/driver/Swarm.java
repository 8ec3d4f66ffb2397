package org.jseverywhere.websocket.tck.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * Many clients that only read, all on one thread. Each keeps what it got.
 *
 * <p>Threads: the test's; {@link #run} is the swarm's own.
 */
public final class Swarm implements AutoCloseable {

  private final URI uri;
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "tck-swarm");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<SwarmMember> members = new ArrayList<>(); // guarded by lock
  private @Nullable Throwable failure; // guarded by lock
  private int total; // guarded by lock
  private IntUnaryOperator stay = number -> Integer.MAX_VALUE; // guarded by lock

  Swarm(URI uri) {
    this.uri = uri;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Connects clients, one after the other.
   *
   * @param count how many
   */
  public void connect(int count) {
    for (int i = 0; i < count; i++) {
      connectOne();
    }
  }

  private void connectOne() {
    SwarmMember member;
    lock.lock();
    try {
      member = new SwarmMember(members.size());
      members.add(member);
    } finally {
      lock.unlock();
    }
    try {
      member.connect(uri, selector);
    } catch (IOException e) {
      throw new UncheckedIOException("Client " + member.number() + " could not connect", e);
    }
    // What came with the answer to the handshake is in its buffer already.
    selector.wakeup();
  }

  /**
   * From now on clients leave, and for each another one comes. Even ones say so with a close frame,
   * the others are just gone.
   *
   * @param clients how many come in all, with those that are there; the last ones stay
   * @param messages after how many messages the client of a number leaves
   */
  public void comeAndGo(int clients, IntUnaryOperator messages) {
    lock.lock();
    try {
      total = clients;
      stay = messages;
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many have come so far.
   *
   * @return those that are there and those that have left
   */
  public int came() {
    lock.lock();
    try {
      checkFailure();
      return members.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * From now on the server may close clients: the close frame of one, such as {@code closed 1001},
   * is the last that it gets, and then it has left.
   */
  public void mayBeClosed() {
    lock.lock();
    try {
      members.forEach(SwarmMember::mayBeClosed);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until every client that has not left has got a message.
   *
   * @param message the last one that it gets
   */
  public void awaitLast(String message) {
    lock.lock();
    try {
      long left = TckTimeouts.CURRENT.arrival().multipliedBy(2).toNanos();
      while (left > 0 && failure == null && !members.stream().allMatch(m -> m.isDone(message))) {
        left = changed.awaitNanos(left);
      }
      checkFailure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while the swarm waited for " + message, e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * What the clients got, those that have left until they did.
   *
   * @param left of those that have left, or of those that are there
   * @return a list for each client, in the order in which they came
   */
  public List<List<String>> received(boolean left) {
    return ofEach(left, SwarmMember::received);
  }

  /**
   * What the clients that have left got before and after they did.
   *
   * @return a list for each client, in the order in which they came
   */
  public List<List<String>> receivedToTheEnd() {
    return ofEach(true, SwarmMember::receivedToTheEnd);
  }

  private <T> List<T> ofEach(boolean left, Function<SwarmMember, T> what) {
    lock.lock();
    try {
      checkFailure();
      return members.stream().filter(member -> member.hasLeft() == left).map(what).toList();
    } finally {
      lock.unlock();
    }
  }

  private void checkFailure() {
    if (failure != null) {
      throw new AssertionError("The swarm has failed", failure);
    }
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(100);
        List<SwarmMember> ready = new ArrayList<>();
        for (SelectionKey key : selector.selectedKeys()) {
          ready.add((SwarmMember) key.attachment());
        }
        selector.selectedKeys().clear();
        for (SwarmMember member : ready) {
          serve(member);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      if (selector.isOpen()) {
        lock.lock();
        try {
          failure = e;
          changed.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  private void serve(SwarmMember member) throws IOException {
    boolean next;
    lock.lock();
    try {
      member.read();
      boolean leaves =
          !member.hasLeft()
              && members.size() < total
              && member.received().size() >= stay.applyAsInt(member.number());
      if (leaves) {
        member.leave();
      }
      next = leaves;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (next) {
      connectOne();
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    try {
      selector.close();
      thread.join(TckTimeouts.CURRENT.arrival().toMillis());
      lock.lock();
      try {
        for (SwarmMember member : members) {
          member.close();
        }
      } finally {
        lock.unlock();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
