package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;

/**
 * Bounds how long Tomcat (10.1.60) keeps the connection of a client that does not answer a close
 * frame, and with it an application that was undeployed meanwhile: 30 s, looked at every 10 s; and
 * how long it waits to send one of code 1000 behind a write that the client does not take: 20 s.
 * The engine lets go of such clients itself, but not after its timers have ended with the
 * application.
 */
final class TomcatClosing {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String CONTAINER = "org.apache.tomcat.websocket.server.WsServerContainer";
  private static final String TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

  private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

  /** As long as the engine waits. */
  private static final Long TIMEOUT_MILLIS = 5000L;

  private TomcatClosing() {}

  /** Lets it look every second; to be called once per application. */
  static void prepare(ServerContainer container) {
    if (container.getClass().getName().equals(CONTAINER)) {
      try {
        container.getClass().getMethod("setProcessPeriod", int.class).invoke(container, 1);
      } catch (ReflectiveOperationException e) {
        LOG.log(System.Logger.Level.DEBUG, "Clients that do not answer are kept longer", e);
      }
    }
  }

  /** Sets the time for one session. */
  static void limit(Session session) {
    session.getUserProperties().put(TIMEOUT, TIMEOUT_MILLIS);
  }

  /** Sets the time for the close frame of a session; every blocking send has it from then on. */
  static void limitSend(Session session) {
    session.getUserProperties().put(SEND_TIMEOUT, TIMEOUT_MILLIS);
  }
}
