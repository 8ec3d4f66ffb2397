package org.jseverywhere.websocket.embedded.internal.net;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.jseverywhere.websocket.internal.core.Intake;

/**
 * Lets Grizzly's selector look at a connection, or not. Threads: {@link #pause} only on the one
 * that reads it.
 */
record SelectorReading(Connection<?> connection) implements Intake.Reading {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  @Override
  public void pause() {
    try {
      connection.disableIOEvent(IOEvent.READ);
    } catch (IOException | CancelledKeyException e) {
      gone(e);
    }
  }

  @Override
  public void resume() {
    try {
      connection.enableIOEvent(IOEvent.READ);
    } catch (IOException | CancelledKeyException e) {
      gone(e);
    }
  }

  private static void gone(Exception cause) {
    LOG.log(System.Logger.Level.DEBUG, "A client has left before it was read again", cause);
  }
}
