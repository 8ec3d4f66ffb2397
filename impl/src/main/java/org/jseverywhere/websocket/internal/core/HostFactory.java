package org.jseverywhere.websocket.internal.core;

/**
 * Makes the host of an application that runs in no container. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface HostFactory {

  /** A host for the servers of this application. */
  Host create(Application application);
}
