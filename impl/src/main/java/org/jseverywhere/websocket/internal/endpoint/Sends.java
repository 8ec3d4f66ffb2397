package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jseverywhere.websocket.internal.core.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the asynchronous sends of one write down, and tells its end when the last is over. Used
 * for one write after the other, so that a send allocates nothing. Threads: any; {@link #begin} and
 * {@link #end} as the engine writes.
 */
final class Sends implements SendHandler {

  private static final AtomicIntegerFieldUpdater<Sends> PENDING =
      AtomicIntegerFieldUpdater.newUpdater(Sends.class, "pending");

  /** The sends that are not over, and one more until all were started. */
  @SuppressWarnings("UnusedVariable") // by its updater
  private volatile int pending;

  private volatile Transport.@Nullable Completion completion;
  private volatile @Nullable Throwable failure;

  void begin(int count, Transport.Completion whenOver) {
    completion = whenOver;
    pending = count + 1;
  }

  /** All sends were started. */
  void end() {
    over(1);
  }

  /** One is over that has no result of its own. */
  void sent() {
    over(1);
  }

  /** These could not be started. */
  void failed(int count, Throwable thrown) {
    failure = thrown;
    over(count);
  }

  @Override
  public void onResult(SendResult result) {
    if (!result.isOK()) {
      Throwable thrown = result.getException();
      failure = thrown == null ? new IllegalStateException("The container gave no reason") : thrown;
    }
    over(1);
  }

  private void over(int count) {
    Transport.Completion whenOver = completion;
    Throwable thrown = failure;
    if (PENDING.addAndGet(this, -count) == 0 && whenOver != null) {
      whenOver.done(thrown);
    }
  }
}
