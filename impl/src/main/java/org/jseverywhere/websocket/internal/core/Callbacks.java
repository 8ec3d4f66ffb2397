package org.jseverywhere.websocket.internal.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The calls of the application that no thread of a container makes. Threads: any. */
final class Callbacks implements Executor, Crew.Work {

  /** Of what was left to do for one client, before the next has its turn. */
  private static final int MOST_CALLS = 32;

  private final Crew crew;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /** What carries the context of the application to the thread of a call. */
  private volatile Executor context = Runnable::run;

  /**
   * Nobody calls yet.
   *
   * @param usual how many call at the same time while calls are short
   * @param most how many at most
   * @param lingerNanos how long one without work stays
   */
  Callbacks(ThreadFactory threads, Lookout lookout, int usual, int most, long lingerNanos) {
    crew = new Crew(this, threads, lookout, usual, most, lingerNanos);
  }

  void context(Executor carrier) {
    context = carrier;
  }

  @Override
  public void execute(Runnable call) {
    if (crew.isClosed()) {
      throw new RejectedExecutionException("The application has stopped");
    }
    waiting.add(call);
    crew.wake();
  }

  /** Takes no more; what was taken is still called. */
  void close() {
    crew.close();
  }

  @Override
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  @Override
  public Crew.Worker worker() {
    return new Turns();
  }

  /** One thread of the crew. */
  private final class Turns implements Crew.Worker, Runnable {

    private @Nullable Runnable call;

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
        if (!drain.turn(MOST_CALLS)) {
          waiting.add(drain);
        }
      } else if (call != null) {
        call.run();
      }
    }
  }
}
