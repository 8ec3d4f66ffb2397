package org.jseverywhere.websocket.benchmarks.server;

import java.io.IOException;

/** Blocking sends, one at a time for each client. */
final class BasicIdiom implements Idiom {

  @Override
  public void send(RawClient client, String text) {
    client.lock.lock();
    try {
      client.basic.sendText(text);
    } catch (IOException | IllegalStateException gone) {
      // The client has left; its close comes or has come.
    } finally {
      client.lock.unlock();
    }
  }
}
