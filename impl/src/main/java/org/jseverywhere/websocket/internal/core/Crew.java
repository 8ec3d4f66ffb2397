package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share work which comes in small pieces: as few as can do it, and more while pieces
 * take long. Usually one for each processor is active; it goes from piece to piece without a change
 * of threads, and the one that was active last is woken first. Whoever has waited in one piece for
 * a moment is no longer counted by the {@link Lookout}, nor is anybody if nobody gets on: others
 * may begin in their place, up to a limit, and stay until there is nothing to do.
 *
 * <p>A thread that has nothing to do ends after a while. Threads: any.
 */
final class Crew {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  /** What there is to do. Threads: any. */
  interface Work {

    /** Whether there is nothing to do. */
    boolean isEmpty();

    /** What one more thread of the crew does. */
    Worker worker();

    /** Whether it pays to let others bring more before it is begun. */
    default boolean gathers() {
      return false;
    }

    /** So many workers are held at this moment. */
    default void held(int workers) {
      // Most kinds of work may take as long as they like.
    }
  }

  /** What one thread does. */
  interface Worker {

    /**
     * Does one piece of work. What it throws is logged, and the next piece is done.
     *
     * @return false if there was none
     */
    boolean work();

    /** For the lookout: whether its piece takes longer than it should. */
    default boolean isHeld() {
      return false;
    }
  }

  private final Work work;
  private final ThreadFactory threads;
  private final Lookout lookout;
  private final int usual;
  private final int most;
  private final long lingerNanos;

  /** Who is active, or was told to be. */
  private final AtomicInteger active = new AtomicInteger();

  /** How many of those get on with nothing, as the lookout has seen. */
  private volatile int stuck;

  private final ReentrantLock lock = new ReentrantLock();

  /** The members without work, who came last first. */
  @GuardedBy("lock")
  private final ArrayDeque<Member> resting = new ArrayDeque<>();

  @GuardedBy("lock")
  private final List<Member> members = new ArrayList<>();

  private volatile boolean closed;

  /**
   * Nobody is there yet.
   *
   * @param work what there is to do
   * @param threads makes their threads
   * @param lookout looks after them
   * @param usual how many are active while pieces are short
   * @param most how many there are at most
   * @param lingerNanos how long one without work stays
   */
  Crew(Work work, ThreadFactory threads, Lookout lookout, int usual, int most, long lingerNanos) {
    this.work = work;
    this.threads = threads;
    this.lookout = lookout;
    this.usual = usual;
    this.most = most;
    this.lingerNanos = lingerNanos;
    lookout.add(this);
  }

  /** There is more work: sees to it that somebody looks. */
  void wake() {
    // Whoever is active looks once more after it has said that it is not.
    if (active.get() - stuck < usual && enter()) {
      activate();
    }
  }

  /** Takes the place of an active one, if there is one. */
  private boolean enter() {
    int now = active.get();
    while (now < Math.min(most, usual + stuck)) {
      if (active.compareAndSet(now, now + 1)) {
        return true;
      }
      now = active.get();
    }
    return false;
  }

  /** Gives a place that was taken to one who rests, or to a new one. */
  private void activate() {
    lookout.attend();
    Member member;
    Thread thread = null;
    lock.lock();
    try {
      if (closed) {
        active.decrementAndGet();
        return;
      }
      member = resting.poll();
      if (member == null) {
        member = new Member();
        members.add(member);
        thread = threads.newThread(member);
        member.thread = thread;
      }
      member.activated();
    } finally {
      lock.unlock();
    }
    if (thread == null) {
      member.called();
    } else {
      thread.start();
    }
  }

  /**
   * For the lookout, every moment: sees who waits, and lets another one begin in its place.
   *
   * @return whether anybody is active
   */
  boolean look() {
    if (active.get() == 0) {
      stuck = 0;
      return false;
    }
    List<Member> all;
    int same = 0;
    int waiting = 0;
    lock.lock();
    try {
      all = List.copyOf(members);
      for (Member member : all) {
        boolean isSame = member.isAtTheSamePiece();
        same += isSame ? 1 : 0;
        waiting += isSame && member.waits() ? 1 : 0;
      }
    } finally {
      lock.unlock();
    }
    // One that does not wait may lack the processor, which more of them would only lack too; or it
    // waits for a network, which Java does not tell. If nobody gets on it is the latter.
    stuck = same == active.get() ? same : waiting;
    work.held((int) all.stream().filter(member -> member.worker.isHeld()).count());
    if (!work.isEmpty()) {
      wake();
    }
    return true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends the threads once there is nothing to do. */
  void close() {
    List<Member> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(members);
    } finally {
      lock.unlock();
    }
    lookout.remove(this);
    all.forEach(member -> LockSupport.unpark(member.thread));
  }

  private final class Member implements Runnable {

    private final Worker worker = work.worker();
    private volatile @Nullable Thread thread;

    /** Told to be active. */
    private volatile boolean called;

    /** Done so far; written by this thread only. */
    private volatile long pieces;

    /** Under the crew's lock. */
    private boolean rests;

    /** How many pieces were done when the lookout looked; -1 if it has not yet. Under the lock. */
    private long seen;

    void activated() {
      rests = false;
      seen = -1;
    }

    /** Whether it is at the same piece as when this was asked before. */
    boolean isAtTheSamePiece() {
      long now = pieces;
      boolean same = !rests && now == seen;
      seen = now;
      return same;
    }

    boolean waits() {
      Thread own = thread;
      return own != null && own.getState() != Thread.State.RUNNABLE;
    }

    void called() {
      called = true;
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      boolean more = true;
      while (more) {
        workOn();
        active.decrementAndGet();
        // Work that came in before that may have found this one active.
        more = (!work.isEmpty() && enter()) || rest();
      }
    }

    @SuppressWarnings({
      "NonAtomicVolatileUpdate", // one writer
      "ThreadPriorityCheck" // a hint, which only decides how much gathers
    })
    private void workOn() {
      do {
        if (work.gathers()) {
          // Who is about to bring more gets the processor first, if there is but one.
          Thread.yield();
        }
        while (workOnce()) {
          pieces++;
        }
      } while (!work.isEmpty());
    }

    /** A member that ended here would keep its place, and nobody could take it. */
    private boolean workOnce() {
      try {
        return worker.work();
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.WARNING, "A piece of work failed; the others go on", e);
        return true;
      }
    }

    /** False if there was nothing to do for long. */
    private boolean rest() {
      lock.lock();
      try {
        resting.push(this);
        rests = true;
      } finally {
        lock.unlock();
      }
      long end = System.nanoTime() + lingerNanos;
      while (!called) {
        long left = end - System.nanoTime();
        if ((left <= 0 || closed) && leave()) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
      called = false;
      return true;
    }

    /** False if it was called meanwhile. */
    private boolean leave() {
      lock.lock();
      try {
        if (!resting.remove(this)) {
          return false;
        }
        members.remove(this);
        return true;
      } finally {
        lock.unlock();
      }
    }
  }
}
