package org.jseverywhere.websocket.benchmarks.server;

/** A queue for each client with one asynchronous send on its way. */
final class QueueIdiom implements Idiom {

  @Override
  public void send(RawClient client, String text) {
    client.queue.send(text);
  }
}
