package org.jseverywhere.websocket.benchmarks.server;

import java.util.Locale;

/** What serves the clients inside a container. */
public enum Subject {
  /** The library. */
  OURS,
  /** The library, once without limits and once with every limit on, none of which is reached. */
  OURS_LIMITED,
  /** The library with limits that clients which behave never reach. */
  OURS_GUARDED,
  /** A blocking send, from the thread that received. */
  RAW_BASIC,
  /**
   * An asynchronous send, from the thread that received. On Tomcat, which throws when one is called
   * while another is on its way, the same as {@link #RAW_QUEUE}.
   */
  RAW_ASYNC,
  /** A queue for each client, and one asynchronous send on its way. */
  RAW_QUEUE,
  /** One thread sends everything, in batches of what waits. */
  RAW_DISPATCHER,
  /** Like {@link #RAW_ASYNC}, with the container's idle timer as it comes. */
  RAW_ASIS;

  /**
   * A subject by its name on the command line.
   *
   * @param name such as {@code raw-async}
   * @return the subject
   */
  public static Subject of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * Whether the library serves.
   *
   * @return true for three of them
   */
  public boolean isOurs() {
    return this == OURS || this == OURS_LIMITED || this == OURS_GUARDED;
  }

  /**
   * Whether sessions keep the idle time-out that the container gives them.
   *
   * @return false for all but {@link #RAW_ASIS}
   */
  public boolean keepsIdleTimer() {
    return this == RAW_ASIS;
  }
}
