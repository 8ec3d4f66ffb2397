package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jseverywhere.websocket.internal.core.Intake;

/**
 * Pauses the reading of an Undertow session (2.3, WildFly 39). While a handler runs Undertow reads
 * on, into a queue without a bound. Its channel can be told not to, but not through the standard's
 * session; and its classes are not there on other containers.
 */
final class UndertowReading implements Intake.Reading {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String SESSION = "io.undertow.websockets.jsr.UndertowSession";

  private final Object channel;
  private final Method suspend;
  private final Method resume;

  private UndertowReading(Object channel) throws NoSuchMethodException {
    this.channel = channel;
    this.suspend = channel.getClass().getMethod("suspendReceives");
    this.resume = channel.getClass().getMethod("resumeReceives");
  }

  /** Gives how to pause this session; nothing on other containers, which wait by themselves. */
  static Optional<Intake.Reading> of(Session session) {
    if (!session.getClass().getName().equals(SESSION)) {
      return Optional.empty();
    }
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      return Optional.of(new UndertowReading(channel));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "The reading of an Undertow session cannot be paused", e);
      return Optional.empty();
    }
  }

  @Override
  public void pause() {
    call(suspend);
  }

  @Override
  public void resume() {
    call(resume);
  }

  private void call(Method method) {
    try {
      method.invoke(channel);
    } catch (IllegalAccessException | InvocationTargetException e) {
      // The connection is gone; its end is told otherwise.
      LOG.log(System.Logger.Level.DEBUG, "An Undertow channel could not " + method.getName(), e);
    }
  }
}
