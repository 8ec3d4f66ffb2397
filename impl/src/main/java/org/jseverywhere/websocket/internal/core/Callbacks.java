package org.jseverywhere.websocket.internal.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the application that no thread of a container makes. A client whose last calls took
 * long waits with others like it, and not before those whose calls are short. Threads: any.
 */
final class Callbacks implements Executor {

  /** Of what was left to do for one client, before the next has its turn. */
  private static final int MOST_CALLS = 32;

  /** A turn so long is the last for now, and the next one is among those that take long. */
  private static final long LONG_NANOS = 1_000_000;

  private final Lane brief;
  private final Lane lengthy;

  /** What carries the context of the application to the thread of a call. */
  private volatile Executor context = Runnable::run;

  /**
   * Nobody calls yet.
   *
   * @param usual how many call at the same time while calls are short
   * @param most how many at most, of those that take long and of the others
   * @param lingerNanos how long one without work stays
   */
  Callbacks(ThreadFactory threads, Lookout lookout, int usual, int most, long lingerNanos) {
    brief = new Lane(threads, lookout, usual, most, lingerNanos);
    lengthy = new Lane(threads, lookout, usual, most, lingerNanos);
  }

  void context(Executor carrier) {
    context = carrier;
  }

  @Override
  public void execute(Runnable call) {
    if (brief.crew.isClosed()) {
      throw new RejectedExecutionException("The application has stopped");
    }
    again(call);
  }

  private void again(Runnable call) {
    (call instanceof SerialDrain drain && drain.isLong() ? lengthy : brief).add(call);
  }

  /** Takes no more; what was taken is still called. */
  void close() {
    brief.crew.close();
    lengthy.crew.close();
  }

  /** Calls that wait for a thread, and the threads for them. */
  private final class Lane implements Crew.Work {

    private final Crew crew;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    Lane(ThreadFactory threads, Lookout lookout, int usual, int most, long lingerNanos) {
      crew = new Crew(this, threads, lookout, usual, most, lingerNanos);
    }

    void add(Runnable call) {
      waiting.add(call);
      crew.wake();
    }

    @Override
    public boolean isEmpty() {
      return waiting.isEmpty();
    }

    @Override
    public Crew.Worker worker() {
      return new Turns(waiting);
    }
  }

  /** One thread of a crew. */
  private final class Turns implements Crew.Worker, Runnable {

    private final Queue<Runnable> waiting;
    private @Nullable Runnable call;

    Turns(Queue<Runnable> waiting) {
      this.waiting = waiting;
    }

    @Override
    public boolean work() {
      call = waiting.poll();
      if (call == null) {
        return false;
      }
      try {
        context.execute(this);
      } finally {
        // This thread may rest for long, and who it served be gone.
        call = null;
      }
      return true;
    }

    /** With the context of the application. */
    @Override
    public void run() {
      if (call instanceof SerialDrain drain) {
        // Not to its end: a client that floods would have this thread for all that it has sent.
        if (!drain.turn(MOST_CALLS, LONG_NANOS)) {
          again(drain);
        }
      } else if (call != null) {
        call.run();
      }
    }
  }
}
