package org.jseverywhere.websocket.tck.driver;

import java.util.List;
import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * The handlers and options of a server that a test opens. A handler records its event and then
 * takes its steps, each {@code name} or {@code name:argument}:
 *
 * <ul>
 *   <li>{@code echo}, {@code post:text}, {@code send:text}: message back, to this client, to all
 *   <li>{@code close}, {@code close:4001 reason}, {@code close-server}, {@code start}, {@code
 *       binary:blob}, {@code join:channel}, {@code leave:channel}, {@code tell:channel text}
 *   <li>{@code attach}: gives the port the handlers set with {@code port}
 *   <li>{@code await:gate}, {@code open:gate}, {@code mark:text}
 *   <li>{@code server}, {@code port}, {@code handshake:header,header}, {@code context}, {@code
 *       ask}, {@code text}: records a line of this type
 *   <li>on the handshake event {@code reject:401 reason}, {@code reject:401 Name=value reason},
 *       {@code choose:protocol}, {@code wait:gate} and then {@code wait:gate reject:...} or {@code
 *       wait:gate fail}; on others {@code reject-late}, of the last handshake
 *   <li>{@code throw:message}, {@code throw-error:message}
 * </ul>
 */
public final class Handlers {

  private final Fields fields = new Fields();

  private Handlers() {}

  /**
   * No handlers at all.
   *
   * @return a server that nobody listens to
   */
  public static Handlers none() {
    return new Handlers();
  }

  /**
   * A first handler.
   *
   * @param type open, handshake, connect, message, error or close
   * @param steps what it does after recording the event
   * @return the handlers
   */
  public static Handlers on(String type, String... steps) {
    return none().and(type, steps);
  }

  /**
   * One more handler of the server.
   *
   * @param type open, handshake, connect, message, error or close
   * @param steps what it does after recording the event
   * @return this
   */
  public Handlers and(String type, String... steps) {
    fields.addAll("on." + type, List.of(steps));
    return this;
  }

  /**
   * A handler that the step {@code attach} gives to a port.
   *
   * @param type message, bufferedamountlow, error or close
   * @param steps what it does after recording the event
   * @return this
   */
  public Handlers port(String type, String... steps) {
    fields.addAll("port." + type, List.of(steps));
    return this;
  }

  /**
   * A message handler that leaves no trace in the journal, for floods.
   *
   * @param how echo, or slow, which takes 5 ms for a message
   * @return the handlers
   */
  public static Handlers quiet(String how) {
    Handlers handlers = none();
    handlers.fields.add("quiet", how);
    return handlers;
  }

  /**
   * Asks for what was set.
   *
   * @param name of an option, or quiet
   * @param value its value
   * @return whether it was set to it
   */
  public boolean has(String name, String value) {
    return fields.all(name).contains(value);
  }

  /**
   * An option of the server.
   *
   * @param name as in {@code WebSocketServerOptions}
   * @param value its value
   * @return this
   */
  public Handlers option(String name, Object value) {
    fields.add(name, value);
    return this;
  }

  void copyTo(Fields command) {
    for (String name : fields.names()) {
      command.addAll(name, fields.all(name));
    }
  }
}
