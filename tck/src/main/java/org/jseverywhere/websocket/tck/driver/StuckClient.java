package org.jseverywhere.websocket.tck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * A client that does not read, with large messages on their way to it: at least one of them is
 * being written, and what is posted after them waits until it reads on.
 *
 * <p>Threads: the test's.
 */
public final class StuckClient {

  /** More than the system buffers for one connection whose client does not read. */
  public static final int LARGE = 8_000_000;

  /** A container may take some of them off our hands whole; not all of these. */
  public static final int COUNT = 5;

  /** So often what waits has to be the same before it counts as what the container left. */
  private static final int READINGS = 500;

  /** A limit that nothing of a test reaches. */
  public static final long PLENTY = 20L * LARGE;

  private final RemoteServer server;
  private final String name;
  private final RawClient socket;

  private StuckClient(RemoteServer server, String name, RawClient socket) {
    this.server = server;
    this.name = name;
    this.socket = socket;
  }

  /**
   * Connects a client and lets it get stuck. Its connect event is taken from the journal.
   *
   * @param stage where
   * @param server its server, with a connect handler
   * @param name its name
   * @return the client, for which {@link #PLENTY} may wait
   */
  public static StuckClient connect(Stage stage, RemoteServer server, String name) {
    RawClient socket = server.raw(name).smallWindow().connect();
    stage.journal().expect(name, "connect");
    StuckClient client = new StuckClient(server, name, socket);
    client.limit("maxBufferedAmount", PLENTY);
    for (int i = 0; i < COUNT; i++) {
      Fields large = new Fields().add("data", "x").add("repeat", LARGE);
      // Whether it was queued is not asked: a test of short time-outs may have lost the client by
      // now.
      server.port(name, "post", large).value();
    }
    assertThat(client.buffered()).as("bytes that wait for a client that is stuck").isPositive();
    return client;
  }

  /**
   * Its bare socket.
   *
   * @return the client that this is
   */
  public RawClient socket() {
    return socket;
  }

  /**
   * Sets a property of its port.
   *
   * @param property maxBufferedAmount, overflowPolicy or bufferedAmountLowThreshold
   * @param value its value
   * @return this
   */
  public StuckClient limit(String property, Object value) {
    server.port(name, "limits", new Fields().add(property, value)).value();
    return this;
  }

  /**
   * From now on nothing fits, as long as something else waits.
   *
   * @return this
   */
  public StuckClient full() {
    return limit("maxBufferedAmount", 1);
  }

  /**
   * Posts text to it.
   *
   * @param text the message
   * @return whether it was queued
   */
  public boolean post(String text) {
    return queued("post", new Fields().add("data", text));
  }

  /**
   * Posts text with a key to it.
   *
   * @param key the key
   * @param text the message
   * @return whether it was queued
   */
  public boolean postLatest(String key, String text) {
    return queued("latest", new Fields().add("key", key).add("data", text));
  }

  private boolean queued(String command, Fields message) {
    return server.port(name, command, message).value().get("queued").equals("true");
  }

  /**
   * The public state of its port.
   *
   * @return the attributes by their names
   */
  public Fields state() {
    return server.port(name, "state").value();
  }

  /**
   * What waits for it.
   *
   * @return bufferedAmount of its port
   */
  public long buffered() {
    return Long.parseLong(state().get("bufferedAmount"));
  }

  /**
   * What waits for it besides large messages.
   *
   * @return bufferedAmount of its port, but for what the container may take at any time
   */
  public long bufferedTexts() {
    return buffered() % LARGE;
  }

  /**
   * Waits until the container has taken of the large messages what it takes. One that takes a
   * message whole (Payara) is at it for a while after the message was posted, and only tells that
   * it has.
   *
   * @return this, from which nothing more is taken
   */
  public StuckClient settled() {
    long settled = buffered();
    for (int same = 1; same < READINGS; same++) {
      long now = buffered();
      if (now != settled) {
        settled = now;
        same = 0;
      }
    }
    return this;
  }

  /**
   * The statistics of its port.
   *
   * @return the numbers by their names
   */
  public Fields statistics() {
    return server.port(name, "statistics").value();
  }

  /**
   * Reads all large messages, and what comes after the last of them.
   *
   * @return how many large messages there were, and what {@link RawClient#receive()} gave then
   */
  public Rest readOn() {
    int large = 0;
    String received = socket.receive();
    while (received.length() == LARGE) {
      large++;
      received = socket.receive();
    }
    return new Rest(large, received);
  }

  /**
   * What a client that was stuck received.
   *
   * @param large how many large messages
   * @param next what came then
   */
  public record Rest(int large, String next) {}
}
