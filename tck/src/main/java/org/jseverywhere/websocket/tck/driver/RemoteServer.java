package org.jseverywhere.websocket.tck.driver;

import java.util.Base64;
import java.util.List;
import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * A server of the application, commanded from the test.
 *
 * <p>Threads: the test's.
 */
public final class RemoteServer {

  private final Stage stage;
  private final String name;
  private final String path;

  RemoteServer(Stage stage, String name, String path) {
    this.stage = stage;
    this.name = name;
    this.path = path;
  }

  /**
   * Connects a client to this server.
   *
   * @param client its name
   * @return the client
   */
  public RecordingClient connect(String client) {
    return stage.connect(client, path);
  }

  /**
   * A client of this server on a bare socket, not yet connected.
   *
   * @param client its name
   * @return the client
   */
  public RawClient raw(String client) {
    return stage.raw(client, path);
  }

  /**
   * Its public state.
   *
   * @return the attributes by their names
   */
  public Fields state() {
    return command("state").value();
  }

  /**
   * Gives a command to this server.
   *
   * @param what the command
   * @return what came of it
   */
  public Outcome command(String what) {
    return command(what, new Fields());
  }

  /**
   * Gives a command to this server.
   *
   * @param what the command
   * @param arguments its arguments
   * @return what came of it
   */
  public Outcome command(String what, Fields arguments) {
    return stage.command(what, arguments.add("server", name));
  }

  /**
   * Sends text to all clients.
   *
   * @param text the message
   */
  public void send(String text) {
    command("send", new Fields().add("data", text)).value();
  }

  /** Closes it. */
  public void close() {
    command("close").value();
  }

  /**
   * Gives a command to the port of a client.
   *
   * @param client the name of the client
   * @param what the command, without {@code port-}
   * @return what came of it
   */
  public Outcome port(String client, String what) {
    return port(client, what, new Fields());
  }

  /**
   * Gives a command to the port of a client.
   *
   * @param client the name of the client
   * @param what the command, without {@code port-}
   * @param arguments its arguments
   * @return what came of it
   */
  public Outcome port(String client, String what, Fields arguments) {
    return stage.command("port-" + what, arguments.add("client", client));
  }

  /**
   * Posts text to one client.
   *
   * @param client the name of the client
   * @param text the message
   */
  public void post(String client, String text) {
    port(client, "post", new Fields().add("data", text)).value();
  }

  /**
   * A binary message as an argument of a command.
   *
   * @param kind bytes, buffer or blob
   * @param content its bytes
   * @return the arguments
   */
  public static Fields binary(String kind, byte[] content) {
    return new Fields().add("kind", kind).add("data", Base64.getEncoder().encodeToString(content));
  }

  /**
   * Sets a handler of the server while it runs.
   *
   * @param type which
   * @param steps what it does after recording the event
   */
  public void on(String type, String... steps) {
    command("handler", handler(type).add("set", "").addAll("steps", List.of(steps))).value();
  }

  /**
   * Removes a handler of the server.
   *
   * @param type which
   */
  public void remove(String type) {
    command("handler", handler(type)).value();
  }

  /**
   * Sets a handler of a port while it runs.
   *
   * @param client the name of its client
   * @param type which
   * @param steps what it does after recording the event
   */
  public void onPort(String client, String type, String... steps) {
    Fields handler = handler(type).add("set", "").add("label", "port");
    port(client, "handler", handler.addAll("steps", List.of(steps))).value();
  }

  /**
   * An event handler or listener as an argument.
   *
   * @param type which
   * @return the arguments
   */
  public static Fields handler(String type) {
    return new Fields().add("type", type);
  }
}
