package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The network connection of one client, as the engine sees it. The engine calls {@code write} for
 * one client only after the completion of the write before.
 */
public interface Transport {

  /** Told once when a write has ended. */
  @FunctionalInterface
  interface Completion {

    /**
     * Ends the write.
     *
     * @param failure why not all of it was handed to the network, or null if it was
     */
    void done(@Nullable Throwable failure);

    /** The client has taken a part of a large message. */
    default void progress() {
      // Only of interest to who watches over clients that take nothing.
    }
  }

  /** What may be done with the connections of a container. The same for all of one container. */
  enum Trait {
    /** A single write may hold its caller until the client reads. */
    WRITE_MAY_BLOCK,
    /** A batch may hold its caller until the client reads. */
    BATCH_MAY_BLOCK,
    /** Of a large message it is told when a part was taken. */
    REPORTS_PROGRESS,
    /** {@link #drop} waits for nobody. */
    DROPS_AT_ONCE,
    /** The end is told when this side closes, and the connection stays until the client answers. */
    ENDS_BEFORE_ANSWER,
    /** Replies to messages that come close after each other are better written together. */
    GATHERS_REPLIES
  }

  /** Whether the connection has this trait. */
  default boolean has(Trait trait) {
    return false;
  }

  /**
   * How many bytes of messages can be written together at this moment. Asked before each write.
   *
   * @return 0 to be given one message at a time
   */
  default int batchBytes() {
    return 0;
  }

  /**
   * Writes one message.
   *
   * @param message what to write
   * @param completion called exactly once, on any thread, possibly before this returns; not called
   *     if this throws
   */
  void write(Message message, Completion completion);

  /**
   * Writes several messages, in as few steps as the container knows how to. Only called after
   * {@link #batchBytes} has allowed it.
   *
   * @param messages what to write; the array is the caller's again when this returns
   * @param count how many of them, at least one
   * @param completion as for one message, and once for all of them
   */
  default void write(Message[] messages, int count, Completion completion) {
    throw new UnsupportedOperationException("batchBytes() is 0");
  }

  /**
   * {@return how many frames the client has sent, but for answers to pings, if the container counts
   * those that it tells nobody of; otherwise -1}
   */
  default long framesReceived() {
    return -1;
  }

  /**
   * Sends a ping. May hold its caller as a batch may.
   *
   * @param payload what its pong will have; at most 125 bytes
   * @param completion as for a message
   */
  void ping(ByteBuffer payload, Completion completion);

  /**
   * Sends a close frame and ends the connection. May block, and may report the end of the
   * connection before it returns. Called at most once, never while a write is going on unless the
   * write is stuck.
   *
   * @param code the status code
   * @param reason at most 123 bytes of UTF-8
   */
  void close(int code, String reason);

  /**
   * Ends the connection without a closing handshake, as far as the container can. May block if it
   * has not {@link Trait#DROPS_AT_ONCE}; may report the end of the connection before it returns.
   */
  void drop();
}
