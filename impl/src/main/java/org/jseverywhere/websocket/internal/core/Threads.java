package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one application: started when needed, ended when idle and at the latest with the
 * application. Their number does not depend on that of clients. Threads: any.
 */
final class Threads {

  /** So many handlers can block at a time where the container's own threads do not call them. */
  private static final int CALLBACK_THREADS = 64;

  private static final int BLOCKING_THREADS = 8;

  /** Enough for a machine of eight processors; of fewer, half. */
  private static final int MAX_WRITERS = 4;

  private static final int IDLE_SECONDS = 10;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);

  private final Lookout lookout;
  private final Callbacks callbacks;
  private final Writers writers;
  private final ThreadPoolExecutor closers;
  private final Executor blocking = this::block;
  private final Ticker ticker;
  private final Executor caller = this::call;
  private final ClassLoader classLoader;
  private volatile Executor context = Runnable::run;

  Threads(ClassLoader classLoader) {
    this.classLoader = classLoader;
    int processors = Runtime.getRuntime().availableProcessors();
    lookout = new Lookout(factory("lookout", classLoader), IDLE_NANOS);
    callbacks =
        new Callbacks(
            factory("callback", classLoader),
            lookout,
            Math.min(processors, CALLBACK_THREADS),
            CALLBACK_THREADS,
            IDLE_NANOS);
    writers =
        new Writers(
            factory("writer", classLoader),
            lookout,
            Math.max(1, Math.min(MAX_WRITERS, processors / 2)),
            IDLE_NANOS);
    closers =
        new ThreadPoolExecutor(
            BLOCKING_THREADS,
            BLOCKING_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory("close", classLoader));
    closers.allowCoreThreadTimeOut(true);
    ticker = new Ticker(factory("timer", classLoader), IDLE_NANOS);
  }

  private static ThreadFactory factory(String name, ClassLoader classLoader) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "websocket-server-" + name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(classLoader);
      return thread;
    };
  }

  /** Sets what carries the context of the application, such as its JNDI names, to these threads. */
  void context(Executor context) {
    this.context = context;
    callbacks.context(context);
  }

  /** For callbacks of the application. */
  Executor callbacks() {
    return callbacks;
  }

  /** For callbacks of the application on the calling thread, which need not have its context. */
  Executor caller() {
    return caller;
  }

  private void call(Runnable callback) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    if (before == classLoader) {
      callback.run();
      return;
    }
    thread.setContextClassLoader(classLoader);
    try {
      context.execute(callback);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** For calls of the container that may block; they may end in callbacks of the application. */
  Executor blocking() {
    return blocking;
  }

  private void block(Runnable task) {
    closers.execute(() -> context.execute(task));
  }

  Writers writers() {
    return writers;
  }

  Ticker ticker() {
    return ticker;
  }

  void close() {
    ticker.close();
    callbacks.close();
    writers.close();
    lookout.close();
    // A container's close may hang on a client that does not read.
    closers.shutdownNow();
  }
}
