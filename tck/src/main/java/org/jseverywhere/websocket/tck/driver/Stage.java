package org.jseverywhere.websocket.tck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * Everything of one test: the servers it opens, the clients it connects, the journal of what the
 * application saw. When the test is over all of it is closed, in order, and whatever happened
 * without the test having expected it makes the test fail.
 *
 * <p>Threads: the test's.
 */
public final class Stage implements AutoCloseable {

  private final Application application;
  private final String scenario;
  private final Journal journal;
  private final Map<String, RecordingClient> clients = new LinkedHashMap<>();
  private final List<RawClient> rawClients = new ArrayList<>();
  private final List<Swarm> swarms = new ArrayList<>();
  private boolean applicationIsGone;

  /**
   * The stage of one test.
   *
   * @param application the deployed fixture
   * @param scenario a name that no other test uses
   */
  public Stage(Application application, String scenario) {
    this.application = application;
    this.scenario = scenario;
    journal = new Journal(application, scenario);
  }

  /**
   * The deployed fixture.
   *
   * @return the application
   */
  public Application application() {
    return application;
  }

  /**
   * What the application saw.
   *
   * @return the journal
   */
  public Journal journal() {
    return journal;
  }

  /**
   * What the application knows this test by.
   *
   * @return such as {@code CloseTck-3}, the value of the header X-Tck-Scenario
   */
  public String name() {
    return scenario;
  }

  /**
   * A path that no other test uses.
   *
   * @return such as {@code /t/CloseTck-3}
   */
  public String path() {
    return "/t/" + scenario;
  }

  /**
   * Opens a server on the test's own path.
   *
   * @param handlers its handlers and options
   * @return the server
   */
  public RemoteServer open(Handlers handlers) {
    return open("main", path(), handlers);
  }

  /**
   * Opens a server.
   *
   * @param name by which the test calls it
   * @param url where it listens
   * @param handlers its handlers and options
   * @return the server
   */
  public RemoteServer open(String name, String url, Handlers handlers) {
    RemoteServer server = new RemoteServer(this, name, url);
    Fields command = new Fields().add("server", name).add("url", url);
    handlers.copyTo(command);
    command("open", command).value();
    return server;
  }

  /**
   * Gives a command to the application.
   *
   * @param what the command
   * @param arguments its arguments
   * @return what came of it
   */
  public Outcome command(String what, Fields arguments) {
    return application.command(arguments.add("scenario", scenario).add("do", what));
  }

  /**
   * Lets the handlers that wait at a gate go on.
   *
   * @param gate its name
   */
  public void openGate(String gate) {
    command("gate", new Fields().add("gate", gate)).value();
  }

  /**
   * Says what the observers do with events of this test's clients.
   *
   * @param type such as {@code observer.message}
   * @param steps as in {@link Handlers}
   */
  public void script(String type, String... steps) {
    command("script", new Fields().add("type", type).addAll("steps", List.of(steps))).value();
  }

  /**
   * Connects a client.
   *
   * @param name its name in the journal
   * @param path where to
   * @return the client
   */
  public RecordingClient connect(String name, String path) {
    return connect(name, path, builder -> {});
  }

  /**
   * Connects a client with a handshake of its own.
   *
   * @param name its name in the journal
   * @param path where to
   * @param connecting what to add
   * @return the client
   */
  public RecordingClient connect(String name, String path, RecordingClient.Connecting connecting) {
    RecordingClient client =
        RecordingClient.connect(name, application.webSocket(path), scenario, connecting);
    clients.put(name, client);
    return client;
  }

  /**
   * A client on a bare socket, not yet connected.
   *
   * @param name its name in the journal
   * @param path where to
   * @return the client
   */
  public RawClient raw(String name, String path) {
    URI uri = application.webSocket(path);
    RawClient client =
        new RawClient(uri).header("X-Tck-Scenario", scenario).header("X-Tck-Client", name);
    rawClients.add(client);
    return client;
  }

  /**
   * Many clients at once, none of which is connected yet.
   *
   * @param path where to
   * @return the clients
   */
  public Swarm swarm(String path) {
    Swarm swarm = new Swarm(application.webSocket(path));
    swarms.add(swarm);
    return swarm;
  }

  /** Ends the connections of all clients on bare sockets. */
  public void closeClients() {
    rawClients.forEach(RawClient::close);
  }

  /** The application was undeployed: when this stage closes only its clients are left to ask. */
  public void applicationIsGone() {
    applicationIsGone = true;
  }

  /** Ends the test: nobody may have received or seen anything that the test did not take. */
  @Override
  public void close() {
    List<String> left = new ArrayList<>();
    rawClients.forEach(RawClient::close);
    swarms.forEach(Swarm::close);
    for (RecordingClient client : clients.values()) {
      left.addAll(client.leave());
    }
    boolean closed = applicationIsGone || closeServers();
    if (!applicationIsGone) {
      // Ports and servers close as the stage comes down; that is not news.
      journal.forgive(line -> line.get("type").equals("close"));
      left.addAll(journal.left());
    }
    assertThat(left).as("what was left over when the test was done").isEmpty();
    assertThat(closed).as("all servers fire their close event within 10 s").isTrue();
  }

  private boolean closeServers() {
    return command("end", new Fields()).value().get("closed").equals("true");
  }
}
