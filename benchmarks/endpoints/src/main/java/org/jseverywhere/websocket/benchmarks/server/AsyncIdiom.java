package org.jseverywhere.websocket.benchmarks.server;

/** Asynchronous sends, as they come. */
final class AsyncIdiom implements Idiom {

  @Override
  public void send(RawClient client, String text) {
    try {
      client.async.sendText(text, RawClient.IGNORE);
    } catch (IllegalStateException gone) {
      // The client has left; its close comes or has come.
    }
  }
}
