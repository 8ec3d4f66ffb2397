package org.jseverywhere.websocket.internal.servlet;

import java.io.IOException;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.Server;

/** A web container that cannot serve WebSockets: tells each server why. */
record UnavailableHost(String reason) implements Host {

  @Override
  public String bind(Server server) throws IOException {
    throw new IOException(reason);
  }

  @Override
  public void unbind(Server server) {
    // Nothing was bound.
  }

  @Override
  public String extensions() {
    return "";
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
