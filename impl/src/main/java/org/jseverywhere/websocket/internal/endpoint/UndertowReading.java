package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jseverywhere.websocket.internal.core.Intake;
import org.jspecify.annotations.Nullable;

/**
 * Pauses the reading of an Undertow session (2.3, WildFly 39). While a handler runs Undertow reads
 * on, into a queue without a bound. Its channel can be told not to, but not through the standard's
 * session; and its classes are not there on other containers.
 */
final class UndertowReading implements Intake.Reading {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String SESSION = "io.undertow.websockets.jsr.UndertowSession";

  /** The methods of its channels, found with the first of them: each search makes new ones. */
  private record Switch(Class<?> channel, Method suspend, Method resume) {

    static Switch of(Class<?> channel) throws NoSuchMethodException {
      return new Switch(
          channel, channel.getMethod("suspendReceives"), channel.getMethod("resumeReceives"));
    }
  }

  private static volatile @Nullable Switch latest;

  private final Object channel;
  private final Switch reading;

  private UndertowReading(Object channel, Switch reading) {
    this.channel = channel;
    this.reading = reading;
  }

  /** Gives how to pause this session; nothing on other containers, which wait by themselves. */
  static Optional<Intake.Reading> of(Session session) {
    if (!session.getClass().getName().equals(SESSION)) {
      return Optional.empty();
    }
    try {
      Object channel = session.getClass().getMethod("getWebSocketChannel").invoke(session);
      return Optional.of(new UndertowReading(channel, switchOf(channel.getClass())));
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "The reading of an Undertow session cannot be paused", e);
      return Optional.empty();
    }
  }

  private static Switch switchOf(Class<?> channel) throws NoSuchMethodException {
    Switch known = latest;
    if (known == null || known.channel() != channel) {
      known = Switch.of(channel);
      latest = known;
    }
    return known;
  }

  @Override
  public void pause() {
    call(reading.suspend());
  }

  @Override
  public void resume() {
    call(reading.resume());
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
