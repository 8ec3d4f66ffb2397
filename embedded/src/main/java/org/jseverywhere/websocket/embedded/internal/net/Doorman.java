package org.jseverywhere.websocket.embedded.internal.net;

import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;

/** Decides on the requests that come to a listener. Threads: any. */
@FunctionalInterface
public interface Doorman {

  /**
   * Decides on a request.
   *
   * @param request with the whole path, below an empty context path
   * @return what becomes of it
   */
  Admission admit(HandshakeRequest request);
}
