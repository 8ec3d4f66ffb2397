package org.jseverywhere.websocket.benchmarks.server;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What waits for one client while a message is on its way. Without a bound, as programs do it. */
final class SendQueue implements SendHandler {

  private final RemoteEndpoint.Async remote;
  private final Deque<String> waiting = new ArrayDeque<>(0);
  private boolean busy;
  private @Nullable Thread sender;
  private boolean doneAtOnce;

  SendQueue(RemoteEndpoint.Async remote) {
    this.remote = remote;
  }

  void send(String text) {
    synchronized (this) {
      if (busy) {
        waiting.add(text);
        return;
      }
      busy = true;
    }
    sendFrom(text);
  }

  /** In a loop, not by recursion: many containers complete a send before its call returns. */
  private void sendFrom(String first) {
    String text = first;
    while (text != null) {
      synchronized (this) {
        sender = Thread.currentThread();
        doneAtOnce = false;
      }
      try {
        remote.sendText(text, this);
      } catch (IllegalStateException gone) {
        return;
      }
      synchronized (this) {
        sender = null;
        text = doneAtOnce ? next() : null;
      }
    }
  }

  private @Nullable String next() {
    String next = waiting.poll();
    busy = next != null;
    return next;
  }

  @Override
  public void onResult(SendResult result) {
    String next;
    synchronized (this) {
      if (sender != null) {
        doneAtOnce = true;
        return;
      }
      next = next();
    }
    if (next != null) {
      sendFrom(next);
    }
  }
}
