package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks every moment whether a {@link Crew} that has work gets on with it: one thread for all crews
 * of an application, there only while one of them is active. Threads: any.
 */
final class Lookout {

  /** A moment: long for a piece of work, short for who waits behind one. */
  private static final long MOMENT_NANOS = 1_000_000;

  /** So many moments without anybody active and it falls asleep. */
  private static final int DROWSY = 100;

  private final ThreadFactory threads;
  private final long lingerNanos;
  private final List<Crew> crews = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean awake;

  @GuardedBy("lock")
  private @Nullable Thread thread;

  private volatile boolean closed;

  Lookout(ThreadFactory threads, long lingerNanos) {
    this.threads = threads;
    this.lingerNanos = lingerNanos;
  }

  void add(Crew crew) {
    crews.add(crew);
  }

  void remove(Crew crew) {
    crews.remove(crew);
  }

  /** Somebody becomes active. */
  void attend() {
    if (!awake) {
      wakeUp();
    }
  }

  private void wakeUp() {
    Thread sleeper;
    Thread started = null;
    lock.lock();
    try {
      awake = true;
      sleeper = thread;
      if (sleeper == null && !closed) {
        started = threads.newThread(this::run);
        thread = started;
      }
    } finally {
      lock.unlock();
    }
    if (started != null) {
      started.start();
    } else {
      LockSupport.unpark(sleeper);
    }
  }

  private void run() {
    do {
      watch();
    } while (sleep());
  }

  private void watch() {
    int idle = 0;
    while (idle < DROWSY && !closed) {
      LockSupport.parkNanos(this, MOMENT_NANOS);
      boolean active = false;
      for (Crew crew : crews) {
        active |= crew.look();
      }
      idle = active ? 0 : idle + 1;
    }
  }

  /** False if nobody was active for long. */
  private boolean sleep() {
    awake = false;
    // Whoever became active before that did not wake this up.
    boolean active = false;
    for (Crew crew : crews) {
      active |= crew.look();
    }
    if (active && !closed) {
      awake = true;
      return true;
    }
    long end = System.nanoTime() + lingerNanos;
    while (!awake) {
      long left = end - System.nanoTime();
      if ((left <= 0 || closed) && leave()) {
        return false;
      }
      LockSupport.parkNanos(this, left);
    }
    return true;
  }

  private boolean leave() {
    lock.lock();
    try {
      if (awake && !closed) {
        return false;
      }
      thread = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    Thread sleeper;
    lock.lock();
    try {
      closed = true;
      sleeper = thread;
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(sleeper);
  }
}
