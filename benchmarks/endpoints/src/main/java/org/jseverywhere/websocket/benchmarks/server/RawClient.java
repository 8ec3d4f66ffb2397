package org.jseverywhere.websocket.benchmarks.server;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.util.concurrent.locks.ReentrantLock;

/** A session, and its remote endpoints, which some containers make anew at each question. */
final class RawClient {

  /** Failures show at the other end, where every message is missed. */
  static final SendHandler IGNORE = result -> {};

  private static final long NEVER = -1;

  final Session session;
  final RemoteEndpoint.Basic basic;
  final RemoteEndpoint.Async async;
  final ReentrantLock lock = new ReentrantLock();
  final SendQueue queue;

  private RawClient(Session session) {
    this.session = session;
    this.basic = session.getBasicRemote();
    this.async = session.getAsyncRemote();
    this.queue = new SendQueue(async);
  }

  static RawClient of(Session session, boolean keepsIdleTimer) {
    if (!keepsIdleTimer) {
      // Negative, not 0: for Tyrus 0 still costs a task for each message.
      session.setMaxIdleTimeout(NEVER);
    }
    return new RawClient(session);
  }
}
