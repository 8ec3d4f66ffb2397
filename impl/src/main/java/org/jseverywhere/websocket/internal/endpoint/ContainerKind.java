package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;

/**
 * The containers that want to be written to in a way of their own. They are told by the name of
 * their session's class, so that none of them has to be there.
 */
enum ContainerKind {
  /** Tomcat, TomEE. */
  TOMCAT("org.apache.tomcat.websocket."),
  /** Jetty. */
  JETTY("org.eclipse.jetty."),
  /** Undertow, WildFly, JBoss EAP. */
  UNDERTOW("io.undertow."),
  /** GlassFish, Payara. */
  TYRUS("org.glassfish.tyrus."),
  /** Open Liberty. */
  LIBERTY("com.ibm.ws.wsoc."),
  /** Helidon. */
  HELIDON("io.helidon."),
  /** Whatever else there is. */
  OTHER("");

  private final String sessionPackage;

  ContainerKind(String sessionPackage) {
    this.sessionPackage = sessionPackage;
  }

  static ContainerKind of(Session session) {
    String name = session.getClass().getName();
    for (ContainerKind kind : values()) {
      if (name.startsWith(kind.sessionPackage)) {
        return kind;
      }
    }
    return OTHER;
  }
}
