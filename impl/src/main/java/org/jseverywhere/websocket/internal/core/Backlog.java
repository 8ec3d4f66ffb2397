package org.jseverywhere.websocket.internal.core;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * The messages that wait for one client, oldest first. A message weighs its bytes; an empty one
 * weighs 1, so that none is free. Threads: one at a time, as {@link SendQueue} does with its lock.
 */
final class Backlog {

  /** The largest header of a frame that a server sends. */
  private static final int FRAME_HEADER_BYTES = 10;

  /** For all clients for whom nothing has waited yet: nothing is to be added to it. */
  static final Backlog NOTHING = new Backlog();

  private final ArrayDeque<Message> waiting = new ArrayDeque<>(4);
  private long bytes;
  private long weight;

  static int weight(Message message) {
    return Math.max(1, message.sizeBytes());
  }

  long bytes() {
    return bytes;
  }

  long weight() {
    return weight;
  }

  int count() {
    return waiting.size();
  }

  void add(Message message) {
    waiting.add(message);
    account(message, 1);
  }

  private void account(Message message, int sign) {
    bytes += (long) sign * message.sizeBytes();
    weight += (long) sign * weight(message);
  }

  /**
   * Takes the oldest, at least one if there is any.
   *
   * @param chunk where to put them
   * @param maxBytes how large they may be together with their headers, unless it is one
   * @return how many
   */
  int take(Message[] chunk, int maxBytes) {
    int count = 0;
    long left = maxBytes;
    Message next = waiting.peek();
    while (next != null && count < chunk.length) {
      left -= next.sizeBytes() + FRAME_HEADER_BYTES;
      if (count > 0 && left < 0) {
        return count;
      }
      chunk[count++] = next;
      account(next, -1);
      waiting.remove();
      next = waiting.peek();
    }
    return count;
  }

  /**
   * Drops the oldest until what is left weighs no more than this, or nothing is left.
   *
   * @return how many
   */
  int dropOldest(long maxWeight) {
    int dropped = 0;
    while (weight > maxWeight) {
      Message oldest = waiting.poll();
      if (oldest == null) {
        break;
      }
      account(oldest, -1);
      dropped++;
    }
    return dropped;
  }

  /**
   * Drops those that have a later one of the same key, be it the next message.
   *
   * @return how many
   */
  int conflate(Message next) {
    int before = waiting.size();
    Set<String> later = new HashSet<>();
    isSuperseded(next, later);
    for (Iterator<Message> newestFirst = waiting.descendingIterator(); newestFirst.hasNext(); ) {
      Message message = newestFirst.next();
      if (isSuperseded(message, later)) {
        newestFirst.remove();
        account(message, -1);
      }
    }
    return before - waiting.size();
  }

  private static boolean isSuperseded(Message message, Set<String> later) {
    String key = message.key();
    return key != null && !later.add(key);
  }

  /**
   * Drops all.
   *
   * @return how many
   */
  int clear() {
    int dropped = waiting.size();
    while (!waiting.isEmpty()) {
      account(waiting.remove(), -1);
    }
    return dropped;
  }
}
