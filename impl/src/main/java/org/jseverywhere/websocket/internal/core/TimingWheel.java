package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Timers for many clients: arming and cancelling one takes the same few steps however many there
 * are, and allocates nothing, since a timer is itself the element of the list it waits in.
 *
 * <p>Time goes in ticks. A timer waits in the list of its tick's slot, and ticks that are a whole
 * round apart share a slot; {@link #advance} goes through the slots of the ticks that have passed
 * and expires what is due. So a timer never expires early, and at most one tick late plus what the
 * caller of {@code advance} is late.
 *
 * <p>Threads: any may arm and cancel, also from inside {@link Timer#expired}; one at a time may
 * advance. Timers expire on the thread that advances, outside of any lock.
 */
final class TimingWheel {

  /**
   * Something that is to happen later; made once per client, say, and armed any number of times. It
   * belongs to the wheel that it was first armed in.
   */
  abstract static class Timer {

    /** The neighbours in the list that this waits in; null if it is not armed. */
    private @Nullable Timer previous;

    private @Nullable Timer next;

    /** The number of the tick at which this is due. */
    private long dueTick;

    /**
     * The time has come. This timer is not armed any more, and may be armed again. What takes long
     * is for another thread.
     */
    protected abstract void expired();
  }

  /** The fixed point of a list that is a ring: an empty one is its own neighbour. */
  private static final class Head extends Timer {

    Head() {
      link(this, this);
    }

    @Override
    protected void expired() {
      throw new AssertionError("The head of a list is no timer.");
    }
  }

  private final long tickNanos;

  /** The clock's value at tick 0. */
  private final long startNanos;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Timer[] slots;

  /** What is due and not yet run: still armed, so that cancelling works to the last moment. */
  @GuardedBy("lock")
  private final Timer due = new Head();

  /** The last tick that has passed. */
  @GuardedBy("lock")
  private long nowTick;

  @GuardedBy("lock")
  private int armed;

  @GuardedBy("lock")
  private boolean stopped;

  /**
   * A wheel without timers.
   *
   * @param tickNanos how exact timers are
   * @param slotCount ticks in one round, a power of two; longer delays take several rounds
   * @param nowNanos what the clock says; it counts as {@link System#nanoTime} does
   */
  TimingWheel(long tickNanos, int slotCount, long nowNanos) {
    if (tickNanos < 1 || Integer.bitCount(slotCount) != 1) {
      throw new IllegalArgumentException(
          "A wheel with " + slotCount + " slots of " + tickNanos + " ns");
    }
    this.tickNanos = tickNanos;
    startNanos = nowNanos;
    slots = new Timer[slotCount];
    for (int i = 0; i < slotCount; i++) {
      slots[i] = new Head();
    }
  }

  /**
   * Arms a timer; one that is armed is moved to the new time.
   *
   * @param timer what is to expire
   * @param nowNanos what the clock says
   * @param delayNanos after how long; one that has passed already expires with the next tick
   * @return true if no timer was armed before this one
   */
  boolean arm(Timer timer, long nowNanos, long delayNanos) {
    lock.lock();
    try {
      boolean wasEmpty = armed == 0;
      if (isArmed(timer)) {
        unlink(timer);
      } else {
        armed++;
      }
      timer.dueTick = Math.max(nowTick + 1, tickAfter(nowNanos - startNanos, delayNanos));
      append(slots[slot(timer.dueTick)], timer);
      return wasEmpty;
    } finally {
      lock.unlock();
    }
  }

  /** The first tick that does not begin before that time. */
  private long tickAfter(long nowNanos, long delayNanos) {
    long time = nowNanos + delayNanos;
    if (delayNanos > 0 && time < nowNanos) {
      time = Long.MAX_VALUE;
    }
    long tick = Math.floorDiv(time, tickNanos);
    return tick * tickNanos == time ? tick : tick + 1;
  }

  @GuardedBy("lock")
  private int slot(long tick) {
    return (int) (tick & (slots.length - 1));
  }

  /**
   * Takes a timer out.
   *
   * @return true if it was armed and will not expire now; false if it was not armed, has expired or
   *     is just doing so
   */
  boolean cancel(Timer timer) {
    lock.lock();
    try {
      return remove(timer);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets expire what is due, each timer at the earliest at its time, and in the order of their
   * ticks. What a timer throws is thrown by this; the others that are due expire with the next
   * call.
   *
   * @param nowNanos what the clock says
   */
  void advance(long nowNanos) {
    collect(Math.floorDiv(nowNanos - startNanos, tickNanos));
    for (Timer timer = pollDue(); timer != null; timer = pollDue()) {
      timer.expired();
    }
  }

  private void collect(long toTick) {
    lock.lock();
    try {
      // After a pause of more than a round every slot is looked at once, not once per tick.
      long from = Math.max(nowTick + 1, toTick - slots.length + 1);
      for (long tick = from; tick <= toTick; tick++) {
        collect(slots[slot(tick)], toTick);
      }
      nowTick = Math.max(nowTick, toTick);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void collect(Timer slot, long toTick) {
    Timer timer = neighbour(slot.next);
    while (timer != slot) {
      Timer following = neighbour(timer.next);
      if (timer.dueTick <= toTick) {
        unlink(timer);
        append(due, timer);
      }
      timer = following;
    }
  }

  private @Nullable Timer pollDue() {
    lock.lock();
    try {
      Timer first = neighbour(due.next);
      return !stopped && remove(first) ? first : null;
    } finally {
      lock.unlock();
    }
  }

  /** From now on nothing expires, but what is just doing so. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  /** {@return whether no timer is armed} */
  boolean isEmpty() {
    lock.lock();
    try {
      return armed == 0;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean remove(Timer timer) {
    if (timer instanceof Head || !isArmed(timer)) {
      return false;
    }
    unlink(timer);
    timer.previous = null;
    timer.next = null;
    armed--;
    return true;
  }

  private static boolean isArmed(Timer timer) {
    return timer.next != null;
  }

  private static void append(Timer list, Timer timer) {
    Timer last = neighbour(list.previous);
    link(last, timer);
    link(timer, list);
  }

  private static void unlink(Timer timer) {
    link(neighbour(timer.previous), neighbour(timer.next));
  }

  private static void link(Timer first, Timer second) {
    first.next = second;
    second.previous = first;
  }

  /** What is in a list has neighbours. */
  private static Timer neighbour(@Nullable Timer timer) {
    if (timer == null) {
      throw new IllegalStateException("A timer outside of any list has no neighbours.");
    }
    return timer;
  }
}
