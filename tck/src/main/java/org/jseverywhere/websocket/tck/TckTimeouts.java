package org.jseverywhere.websocket.tck;

import java.time.Duration;

/**
 * How long the suites wait. Nothing is ever expected within an exact time; a slow machine needs
 * only a larger {@code tck.timeout.factor}.
 *
 * @param arrival after how long something that must arrive counts as missing; 10 s by default,
 *     {@code tck.timeout.arrival} in milliseconds
 * @param silence how long to watch for something that must not arrive; 150 ms by default, {@code
 *     tck.timeout.silence} in milliseconds
 */
public record TckTimeouts(Duration arrival, Duration silence) {

  /** The time-outs of this run. */
  public static final TckTimeouts CURRENT =
      new TckTimeouts(millis("tck.timeout.arrival", 10_000), millis("tck.timeout.silence", 150));

  private static Duration millis(String property, long otherwise) {
    double factor = Double.parseDouble(System.getProperty("tck.timeout.factor", "1"));
    return Duration.ofMillis((long) (factor * Long.getLong(property, otherwise)));
  }
}
