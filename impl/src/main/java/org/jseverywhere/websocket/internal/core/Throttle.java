package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.TimeUnit;

/**
 * Slows down a client that is being sent away and sends on. Its close frame may be behind all that,
 * so that it has to be read; but a flood that is only read and dropped still takes a processor from
 * the others. Threads: one at a time, as one at a time reads.
 */
public final class Throttle extends TimingWheel.Timer {

  /** Whoever stops when it is told to has no more under way. */
  private static final long BYTES_PER_SECOND = 50 * 1024 * 1024;

  /** A frame costs more than its bytes. */
  private static final long FRAMES_PER_SECOND = 20_000;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Not worth a pause. */
  private static final long LITTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final ClientPort port;
  private final Intake.Reading reading;

  /** What was read since the last pause should have taken so long. */
  private long aheadNanos;

  /** For what this port's client sends from now on. */
  public Throttle(ClientPort port, Intake.Reading reading) {
    this.port = port;
    this.reading = reading;
  }

  /**
   * So much was read for nobody.
   *
   * @param frames how many frames were in it
   */
  public void dropped(int bytes, int frames) {
    aheadNanos += bytes * SECOND_NANOS / BYTES_PER_SECOND;
    aheadNanos += frames * SECOND_NANOS / FRAMES_PER_SECOND;
    if (aheadNanos < LITTLE_NANOS) {
      return;
    }
    reading.pause();
    if (!port.cutsFlood()) {
      port.application().ticker().arm(this, aheadNanos);
    }
    aheadNanos = 0;
  }

  @Override
  protected void expired() {
    reading.resume();
  }
}
