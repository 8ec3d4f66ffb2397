package org.jseverywhere.websocket.embedded.internal.net;

import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.HostFactory;

/** Makes the host of a plain program, which has no container. */
public final class EmbeddedHostFactory implements HostFactory {

  /** For {@link java.util.ServiceLoader}. */
  public EmbeddedHostFactory() {}

  @Override
  public Host create(Application application) {
    return new EmbeddedHost(application);
  }
}
