package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who write what waits for clients. A queue that has something to write is made {@link
 * #ready} once, and stands in line until a writer takes it, writes one chunk of it and lets it
 * stand in line again if there is more. While the others are served messages gather, so the busier
 * a server is the more leave in one step; an idle one pays the hop to another thread and no delay.
 *
 * <p>Queues stand in line by their own field {@link SendQueue#nextReady}, so that a broadcast to
 * idle clients allocates nothing for each of them. They are taken in generations: the line is
 * emptied at once, and whoever comes meanwhile stands in the next one. Threads: any.
 */
final class Writers implements SendQueue.Line, Crew.Work {

  /** So long may a batch take before its client is one that holds a writer. */
  private static final long HELD_NANOS = 20_000_000;

  /** So many writers may be held before nobody writes in batches that block. */
  private static final int MAX_HELD = 4;

  private final Crew crew;

  /** Those who came last, newest first. */
  private final AtomicReference<@Nullable SendQueue> arrived = new AtomicReference<>();

  private final ReentrantLock lock = new ReentrantLock();

  /** The generation that is being served, oldest first. */
  @GuardedBy("lock")
  private @Nullable SendQueue line;

  private volatile boolean lineIsEmpty = true;
  private volatile boolean mayBlock = true;

  /**
   * Nobody writes yet.
   *
   * @param usual how many write at the same time, not counting those that are held
   * @param lingerNanos how long one without work stays
   */
  Writers(ThreadFactory threads, Lookout lookout, int usual, long lingerNanos) {
    crew = new Crew(this, threads, lookout, usual, usual + MAX_HELD, lingerNanos);
  }

  @Override
  public void ready(SendQueue queue) {
    SendQueue first;
    do {
      first = arrived.get();
      queue.nextReady = first;
    } while (!arrived.compareAndSet(first, queue));
  }

  @Override
  public void wake() {
    crew.wake();
  }

  void close() {
    crew.close();
  }

  @Override
  public boolean isEmpty() {
    return lineIsEmpty && arrived.get() == null;
  }

  private @Nullable SendQueue poll(boolean fromNextGeneration) {
    lock.lock();
    try {
      if (line == null && fromNextGeneration) {
        line = oldestFirst(arrived.getAndSet(null));
      }
      SendQueue queue = line;
      if (queue != null) {
        line = queue.nextReady;
        queue.nextReady = null;
      }
      lineIsEmpty = line == null;
      return queue;
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable SendQueue oldestFirst(@Nullable SendQueue newestFirst) {
    SendQueue reversed = null;
    SendQueue next = newestFirst;
    while (next != null) {
      SendQueue queue = next;
      next = queue.nextReady;
      queue.nextReady = reversed;
      reversed = queue;
    }
    return reversed;
  }

  @Override
  public boolean gathers() {
    return true;
  }

  @Override
  public void held(int workers) {
    mayBlock = workers < MAX_HELD;
  }

  @Override
  public Crew.Worker worker() {
    return new Writer();
  }

  private final class Writer implements Crew.Worker {

    private final Message[] chunk = new Message[SendQueue.MAX_CHUNK];

    /** Since when it has been in a batch that may block; 0 elsewhere. */
    private volatile long insideSince;

    private volatile @Nullable SendQueue inside;

    private volatile @Nullable Thread thread;

    /** Whether it has begun a generation; at its end it lets others have the processor. */
    private boolean begun;

    @Override
    public boolean work() {
      SendQueue queue = poll(!begun);
      begun = queue != null;
      if (queue == null) {
        return false;
      }
      if (queue.mayBlock()) {
        thread = Thread.currentThread();
        inside = queue;
        insideSince = System.nanoTime();
        queue.writeNext(chunk, mayBlock);
        insideSince = 0;
        inside = null;
      } else {
        queue.writeNext(chunk, true);
      }
      return true;
    }

    @Override
    public boolean isHeld() {
      long since = insideSince;
      SendQueue queue = inside;
      if (since == 0 || queue == null || System.nanoTime() - since < HELD_NANOS) {
        return false;
      }
      // One that runs only waits for its turn on a busy machine.
      Thread writer = thread;
      if (writer == null || writer.getState() == Thread.State.RUNNABLE) {
        return false;
      }
      queue.suspect();
      return true;
    }
  }
}
