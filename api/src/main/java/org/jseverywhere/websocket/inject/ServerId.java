package org.jseverywhere.websocket.inject;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;

/**
 * The server with this id: at an injection point of type {@link
 * org.jseverywhere.websocket.WebSocketServer} the server itself, at an observer's parameter the
 * events of that server and of its ports. An observer without this qualifier gets the events of all
 * servers of the application.
 *
 * <p>The id must be that of a {@link WebSocketServerDefinition} of the application; anything else
 * is a deployment problem.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface ServerId {

  /**
   * The id of the server.
   *
   * @return the id
   */
  String value();

  /** The qualifier as an object, for programmatic lookup. */
  final class Literal extends AnnotationLiteral<ServerId> implements ServerId {

    private static final long serialVersionUID = 1L;

    /** The id of the server. */
    private final String value;

    private Literal(String value) {
      this.value = value;
    }

    /**
     * The qualifier of that id.
     *
     * @param value the id
     * @return the qualifier
     */
    public static Literal of(String value) {
      return new Literal(Objects.requireNonNull(value, "value"));
    }

    @Override
    public String value() {
      return value;
    }
  }
}
