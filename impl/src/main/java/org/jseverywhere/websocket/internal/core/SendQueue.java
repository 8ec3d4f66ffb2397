package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jseverywhere.websocket.DropReason;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The messages for one client: bounded in bytes, in order, and written by one at a time.
 *
 * <p>Who may write is the <i>owner</i>. The place is taken with the first message and kept until
 * nothing waits and no write is under way; its holder is one of: the thread that replies from
 * inside a handler, the line of the {@link Writers}, a writer, a write that has not completed. So a
 * completion never writes, it only puts the queue in line again, and nothing recurses however many
 * writes complete inside their call.
 *
 * <p>Nothing foreign is called with the lock held. Threads: any.
 */
final class SendQueue implements Write.Owner {

  /** So many messages leave together at most. */
  static final int MAX_CHUNK = 64;

  /** About a millisecond on a machine that has nothing else to do. */
  private static final int MAX_YIELDS = 1_000;

  /** What became of an offered message. */
  enum Offer {
    QUEUED,
    /** The policy has dropped it; the port goes on. */
    DROPPED,
    REFUSED_CLOSED,
    /** It does not fit: the caller ends the connection. */
    REFUSED_FULL
  }

  /** Where queues stand that have something to write. Threads: any. */
  interface Line {

    /**
     * Puts a queue in line; {@link #wake} must follow. Only the owner does this. Then {@link
     * SendQueue#writeNext} is called once.
     */
    void ready(SendQueue queue);

    /** Sees to it that somebody writes. */
    void wake();
  }

  /** Whom the queue tells. */
  interface Owner {

    /** From now on somebody has to look at {@link SendQueue#patience} until nothing is written. */
    void watch();

    /** The client is gone. Nothing is written any more. */
    void writeFailed(Throwable failure);

    /** What waits has fallen to the low-water mark. */
    void low();
  }

  private final Write write;
  private final Line line;
  private final PortCounters counters;
  private final Owner owner;
  private final ReentrantLock lock = new ReentrantLock();

  /** The next in the line. Only for the line. */
  @Nullable SendQueue nextReady;

  /** Made when the first message has to wait: most clients take each at once. */
  @GuardedBy("lock")
  private Backlog backlog = Backlog.NOTHING;

  /** Posted and not handed to the network; what was refused or dropped by closing stays counted. */
  @GuardedBy("lock")
  private long bufferedBytes;

  /** What the next ping is to carry; it leaves before the messages that wait. */
  @GuardedBy("lock")
  private @Nullable ByteBuffer ping;

  /** What is being written. */
  @GuardedBy("lock")
  private int writingCount;

  @GuardedBy("lock")
  private long writingBytes;

  @GuardedBy("lock")
  private long writingWeight;

  @GuardedBy("lock")
  private boolean owned;

  /** Run once when the last message was written; nothing is accepted any more once it is set. */
  @GuardedBy("lock")
  private @Nullable Runnable onEmpty;

  @GuardedBy("lock")
  private boolean closed;

  /** Where senders wait under BLOCK; made by the first of them. */
  @GuardedBy("lock")
  private @Nullable Condition room;

  private volatile long limitBytes;
  private volatile long lowBytes;

  /** Whether the owner is to be told: it is so with almost every message, and seldom asked for. */
  private volatile boolean tellsLow;

  private volatile OverflowPolicy policy;

  SendQueue(
      Transport transport,
      Line line,
      PortCounters counters,
      long limitBytes,
      OverflowPolicy policy,
      Owner owner) {
    this.write = new Write(transport, this);
    this.line = line;
    this.counters = counters;
    this.limitBytes = limitBytes;
    this.policy = policy;
    this.owner = owner;
  }

  /**
   * Queues a message.
   *
   * @param direct to write it on this thread if nothing else waits; otherwise {@link Line#wake()}
   *     must follow
   * @param waitNanos how long the caller may be held if the policy is to block
   */
  Offer offer(Message message, boolean direct, long waitNanos) {
    boolean writes;
    lock.lock();
    try {
      Offer refusal = makeRoom(message, waitNanos);
      if (refusal != null) {
        return refusal;
      }
      bufferedBytes += message.sizeBytes();
      writes = !owned;
      owned = true;
      if (writes && direct) {
        writing(1, message.sizeBytes(), Backlog.weight(message));
      } else {
        if (backlog == Backlog.NOTHING) {
          backlog = new Backlog();
        }
        backlog.add(message);
      }
      counters.buffered(writingBytes + backlog.bytes());
    } finally {
      lock.unlock();
    }
    if (writes && direct) {
      write.one(message);
    } else if (writes) {
      line.ready(this);
    }
    return Offer.QUEUED;
  }

  /** Sends a ping as soon as nothing is being written; one that still waits is replaced. */
  void ping(ByteBuffer payload) {
    boolean writes;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      ping = payload;
      writes = !owned;
      owned = true;
    } finally {
      lock.unlock();
    }
    if (writes) {
      line.ready(this);
      line.wake();
    }
  }

  /** Applies the policy; null if the message is to be taken. */
  @GuardedBy("lock")
  private @Nullable Offer makeRoom(Message message, long waitNanos) {
    long left = waitNanos;
    awaitWriters(message);
    while (!closed && !fits(message)) {
      switch (policy) {
        case DROP_NEWEST -> {
          return drop(1, Offer.DROPPED);
        }
        case DROP_OLDEST -> {
          long before = backlog.bytes();
          int dropped = backlog.dropOldest(limitBytes - writingWeight - Backlog.weight(message));
          bufferedBytes -= before - backlog.bytes();
          counters.dropped(DropReason.OVERFLOW_OLDEST, dropped);
          return null;
        }
        case CONFLATE -> {
          long before = backlog.bytes();
          int dropped = backlog.conflate(message);
          bufferedBytes -= before - backlog.bytes();
          counters.dropped(DropReason.CONFLATED, dropped);
          return fits(message) ? null : refuse(message);
        }
        case BLOCK -> {
          if (left <= 0) {
            return refuse(message);
          }
          try {
            left = room().awaitNanos(left);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return drop(1, Offer.DROPPED);
          }
        }
        case CLOSE -> {
          return refuse(message);
        }
      }
    }
    if (closed) {
      bufferedBytes += message.sizeBytes();
      counters.dropped(DropReason.CLOSED, 1);
      return Offer.REFUSED_CLOSED;
    }
    return null;
  }

  /**
   * Lets the writers get on if it is only they who have not come to this client: a burst of posts
   * can be faster than they are, and that is no fault of the client.
   */
  @GuardedBy("lock")
  @SuppressWarnings("ThreadPriorityCheck") // a hint; the number of times is bounded
  private void awaitWriters(Message message) {
    for (int i = 0; i < MAX_YIELDS && !closed && !fits(message) && !write.isPending(); i++) {
      lock.unlock();
      try {
        line.wake();
        Thread.yield();
      } finally {
        lock.lock();
      }
    }
  }

  @GuardedBy("lock")
  private boolean fits(Message message) {
    long weight = writingWeight + backlog.weight();
    return weight == 0 || weight + Backlog.weight(message) <= limitBytes;
  }

  @GuardedBy("lock")
  private Offer refuse(Message message) {
    bufferedBytes += message.sizeBytes();
    return drop(1, Offer.REFUSED_FULL);
  }

  private Offer drop(int count, Offer answer) {
    counters.dropped(DropReason.OVERFLOW_NEWEST, count);
    return answer;
  }

  @GuardedBy("lock")
  private Condition room() {
    if (room == null) {
      room = lock.newCondition();
    }
    return room;
  }

  @GuardedBy("lock")
  private void writing(int count, long bytes, long weight) {
    writingCount = count;
    writingBytes = bytes;
    writingWeight = weight;
  }

  /**
   * Writes the next chunk. Only for a writer that took this queue from the line.
   *
   * @param chunk room for {@link #MAX_CHUNK} messages
   * @param batch whether several may leave together
   */
  void writeNext(Message[] chunk, boolean batch) {
    int batchBytes = batch ? write.batchBytes() : 0;
    int count = 0;
    ByteBuffer pinged;
    lock.lock();
    try {
      pinged = ping;
      ping = null;
      if (pinged == null) {
        long bytes = backlog.bytes();
        long weight = backlog.weight();
        count = backlog.take(chunk, batchBytes);
        writing(count, bytes - backlog.bytes(), weight - backlog.weight());
      }
    } finally {
      lock.unlock();
    }
    if (pinged != null) {
      write.ping(pinged);
    } else if (count == 0) {
      // It was closed meanwhile.
      written(null);
    } else if (batchBytes == 0 || chunk[0].sizeBytes() > batchBytes) {
      write.one(chunk[0]);
    } else {
      write.batch(chunk, count);
    }
    Arrays.fill(chunk, 0, count, null);
  }

  @Override
  public void watch() {
    owner.watch();
  }

  /** Accounts for what is written, and gives the place of the writer on. */
  @Override
  public void written(@Nullable Throwable failed) {
    Runnable whenEmpty = null;
    boolean more = false;
    boolean low = false;
    lock.lock();
    try {
      if (failed == null) {
        low = tellsLow && !closed && isLow();
        bufferedBytes -= writingBytes;
        counters.sent(writingCount, writingBytes);
        writing(0, 0, 0);
        more = backlog.count() > 0 || ping != null;
        owned = more;
        if (!more) {
          whenEmpty = onEmpty;
          onEmpty = null;
        }
        if (room != null) {
          room.signalAll();
        }
      } else {
        abandonAll();
      }
    } finally {
      lock.unlock();
    }
    if (failed != null) {
      owner.writeFailed(failed);
      return;
    }
    if (more) {
      line.ready(this);
      line.wake();
    } else if (whenEmpty != null) {
      whenEmpty.run();
    }
    if (low) {
      owner.low();
    }
  }

  /** Whether what waits falls to the mark with what was written now. */
  @GuardedBy("lock")
  private boolean isLow() {
    return bufferedBytes > lowBytes && bufferedBytes - writingBytes <= lowBytes;
  }

  /** Accepts no more, and runs this once what waits was written. */
  void closeAfterLast(Runnable whenWritten) {
    boolean empty;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      empty = !owned;
      if (!empty) {
        onEmpty = whenWritten;
      }
      if (room != null) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (empty) {
      whenWritten.run();
    }
  }

  /** Accepts no more, drops what waits, and runs this once what is being written was written. */
  void closeNow(Runnable whenWritten) {
    boolean idle;
    lock.lock();
    try {
      dropAll();
      idle = !owned;
      if (!idle) {
        onEmpty = whenWritten;
      }
    } finally {
      lock.unlock();
    }
    if (idle) {
      whenWritten.run();
    }
  }

  /** Accepts no more, and drops what waits: there is nobody to write to. */
  void closeNow() {
    lock.lock();
    try {
      dropAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops what is being written too: the client is given up, and not every container tells the end
   * of a write to it (Undertow 2.3 does not if the client took nothing).
   */
  void abandon() {
    lock.lock();
    try {
      abandonAll();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void abandonAll() {
    counters.dropped(DropReason.CLOSED, writingCount);
    writing(0, 0, 0);
    dropAll();
  }

  @GuardedBy("lock")
  private void dropAll() {
    closed = true;
    onEmpty = null;
    ping = null;
    counters.dropped(DropReason.CLOSED, backlog.clear());
    backlog = Backlog.NOTHING;
    if (room != null) {
      room.signalAll();
    }
  }

  /** Whether something waits, or is being written. */
  boolean isWriting() {
    lock.lock();
    try {
      return owned;
    } finally {
      lock.unlock();
    }
  }

  long bufferedBytes() {
    lock.lock();
    try {
      return bufferedBytes;
    } finally {
      lock.unlock();
    }
  }

  long limitBytes() {
    return limitBytes;
  }

  void limitBytes(long bytes) {
    limitBytes = bytes;
    lookAgain();
  }

  long lowBytes() {
    return lowBytes;
  }

  void lowBytes(long bytes) {
    lowBytes = bytes;
  }

  void tellLow(boolean tell) {
    tellsLow = tell;
  }

  OverflowPolicy policy() {
    return policy;
  }

  void policy(OverflowPolicy next) {
    policy = next;
    lookAgain();
  }

  /** Who waits for room may have it now, or has to wait no longer. */
  private void lookAgain() {
    lock.lock();
    try {
      if (room != null) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether writing can hold the thread that does it. */
  boolean mayBlock() {
    return write.mayBlock();
  }

  /** The client holds a writer; for a while it gets nothing that can block. */
  void suspect() {
    write.suspect();
  }

  /**
   * For the owner that watches: how long the client may go on taking nothing.
   *
   * @param allowedNanos for how long in all
   * @return not positive if that is over; {@link Write#NOTHING} if nothing is being written, and
   *     then the owner watches no longer
   */
  long patience(long allowedNanos) {
    long bytes;
    lock.lock();
    try {
      bytes = writingBytes;
    } finally {
      lock.unlock();
    }
    return write.patience(allowedNanos, bytes);
  }
}
