package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one client, one after the other: each is over when its call has returned and its
 * completion has come, in whichever order, and then the queue is told on the thread of the later.
 * So a completion inside the call never begins the next write inside that call.
 *
 * <p>Threads: {@link #one} and {@link #batch} by whoever owns the writing, the others any.
 */
final class Write implements Transport.Completion {

  /** What {@link #patience} tells if nothing is being written. */
  static final long NOTHING = Long.MAX_VALUE;

  /** So much of a large message a client has to take in that time, if only its end is told. */
  private static final int PROGRESS_BYTES = 256 * 1024;

  private static final int CALL_AND_COMPLETION = 2;

  private static final AtomicIntegerFieldUpdater<Write> UNFINISHED =
      AtomicIntegerFieldUpdater.newUpdater(Write.class, "unfinished");

  /** So many messages a client has to take one by one after it has held a writer. */
  private static final int PROBATION = 64;

  /** Whom a write tells. */
  interface Owner {

    /** From now on somebody has to look at {@link Write#patience}. */
    void watch();

    /**
     * A write is over.
     *
     * @param failure why it failed, or null
     */
    void written(@Nullable Throwable failure);
  }

  private final Transport transport;
  private final Owner owner;

  /** Of the call and the completion, how many are still to come. */
  private volatile int unfinished;

  private volatile @Nullable Throwable failure;

  /** Whether a write has not completed in its call: the client takes its time. */
  private volatile boolean pending;

  /** Whether somebody watches; set by the thread that writes, cleared by the one that looks. */
  private volatile boolean watched;

  /** When something was last begun, taken or over, while watched. */
  private volatile long progressNanos;

  private volatile int probation;

  /** Nothing is written yet. */
  Write(Transport transport, Owner owner) {
    this.transport = transport;
    this.owner = owner;
  }

  /** How much may be written as one batch now; 0 for one message at a time. */
  int batchBytes() {
    return probation == 0 ? transport.batchBytes() : 0;
  }

  void one(Message message) {
    progress();
    unfinished = CALL_AND_COMPLETION;
    try {
      transport.write(message, this);
    } catch (RuntimeException | Error e) {
      done(e);
    }
    called();
  }

  void ping(ByteBuffer payload) {
    progress();
    unfinished = CALL_AND_COMPLETION;
    try {
      transport.ping(payload, this);
    } catch (RuntimeException | Error e) {
      done(e);
    }
    called();
  }

  void batch(Message[] messages, int count) {
    progress();
    unfinished = CALL_AND_COMPLETION;
    try {
      transport.write(messages, count, this);
    } catch (RuntimeException | Error e) {
      done(e);
    }
    called();
  }

  private void called() {
    if (UNFINISHED.decrementAndGet(this) == 0) {
      over();
    } else {
      pending = true;
      beWatched();
    }
  }

  /** Whether the client takes its time, or is known to do so. */
  boolean isPending() {
    return (pending && unfinished > 0) || probation > 0;
  }

  private void beWatched() {
    if (!watched) {
      progressNanos = System.nanoTime();
      watched = true;
      owner.watch();
    }
  }

  @Override
  public void done(@Nullable Throwable thrown) {
    if (thrown != null) {
      failure = thrown;
    }
    if (UNFINISHED.decrementAndGet(this) == 0) {
      over();
    }
  }

  @Override
  public void progress() {
    if (watched) {
      progressNanos = System.nanoTime();
    }
  }

  private void over() {
    pending = false;
    progress();
    int left = probation;
    if (left > 0) {
      probation = left - 1;
    }
    owner.written(failure);
  }

  /** Whether writing can hold the thread that does it. */
  boolean mayBlock() {
    return transport.has(Transport.Trait.BATCH_MAY_BLOCK)
        || transport.has(Transport.Trait.WRITE_MAY_BLOCK);
  }

  /** The client holds a writer; for a while it gets nothing that can block. */
  void suspect() {
    probation = PROBATION;
    beWatched();
  }

  /**
   * How long the client may go on taking nothing.
   *
   * @param allowedNanos for how long in all
   * @param bytes of what is being written
   * @return not positive if that is over; {@link #NOTHING} if nothing is being written, and then
   *     nobody watches any longer
   */
  long patience(long allowedNanos, long bytes) {
    if (unfinished == 0) {
      watched = false;
      // A write that began meanwhile may have found itself watched.
      if (unfinished == 0 || watched) {
        return NOTHING;
      }
      // It has just begun, and found nobody who watches.
      progressNanos = System.nanoTime();
      watched = true;
    }
    long steps = transport.has(Transport.Trait.REPORTS_PROGRESS) ? 1 : 1 + bytes / PROGRESS_BYTES;
    return allowedNanos * steps - (System.nanoTime() - progressNanos);
  }
}
