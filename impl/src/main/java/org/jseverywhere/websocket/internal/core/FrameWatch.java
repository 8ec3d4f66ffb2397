package org.jseverywhere.websocket.internal.core;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees to frames that the container answers or drops by itself, and only counts: pings on Tomcat
 * and Jetty, and parts of messages. They cost as much as messages, and count as such, some time
 * after they have come: within a tick for who has just connected or sent such, within a second for
 * others.
 */
public final class FrameWatch extends TimingWheel.Timer {

  private static final long SOONEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** So much of a message may come in a frame of its own. */
  private static final int PART_BYTES = 1024;

  /** Of frames that were seen in advance so many are made up for: one for each large message. */
  private static final long MOST_AHEAD = 16;

  private final ClientPort port;
  private final Transport transport;
  private final Intake.@Nullable Reading reading;

  /** Up to which number of unseen frames all have counted; one may be on its way to the port. */
  private long counted = 1;

  private long delayNanos = SOONEST_NANOS;

  FrameWatch(ClientPort port, Transport transport, Intake.@Nullable Reading reading) {
    this.port = port;
    this.transport = transport;
    this.reading = reading;
  }

  /**
   * Begins, if there is a limit and the container counts.
   *
   * @param reading to be paused when it is enough, where that is possible
   */
  public static void begin(ClientPort port, Transport transport, Intake.@Nullable Reading reading) {
    if (port.server().limitsMessageRate() && transport.framesReceived() >= 0) {
      new FrameWatch(port, transport, reading).arm();
    }
  }

  private void arm() {
    port.application().ticker().arm(this, delayNanos);
  }

  @Override
  protected void expired() {
    if (!port.isConnected()) {
      return;
    }
    int fresh = fresh();
    if (fresh > 0) {
      delayNanos = SOONEST_NANOS;
      port.application().elsewhere().execute(() -> took(fresh));
    } else {
      delayNanos = Math.min(2 * delayNanos, LATEST_NANOS);
    }
    arm();
  }

  private void took(int frames) {
    if (!port.takesUnseen(frames) && reading != null) {
      reading.pause();
    }
  }

  /** How many frames have come since this was last asked that the port is not told of. */
  int fresh() {
    // In this order: what comes meanwhile is seen, and has not been counted.
    long unseen = transport.framesReceived() - seen();
    long fresh = unseen - counted;
    counted = Math.max(unseen, Math.min(counted, unseen + MOST_AHEAD));
    return (int) Math.min(Math.max(0, fresh), Integer.MAX_VALUE);
  }

  private long seen() {
    PortCounters counters = port.counters();
    return counters.messagesReceived() + counters.bytesReceived() / PART_BYTES;
  }
}
