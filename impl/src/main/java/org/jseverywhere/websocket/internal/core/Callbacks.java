package org.jseverywhere.websocket.internal.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/** The calls of the application that no thread of a container makes. Threads: any. */
final class Callbacks implements Executor, Crew.Work {

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
    return this::callNext;
  }

  private boolean callNext() {
    Runnable call = waiting.poll();
    if (call == null) {
      return false;
    }
    context.execute(call);
    return true;
  }
}
