package org.jseverywhere.websocket.benchmarks.tyrus;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.Map;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;
import org.jseverywhere.websocket.benchmarks.server.Launch;
import org.jseverywhere.websocket.benchmarks.server.Ours;
import org.jseverywhere.websocket.benchmarks.server.Raw;
import org.jseverywhere.websocket.benchmarks.server.Subject;
import org.jseverywhere.websocket.benchmarks.server.Traits;

/** Tyrus on its own Grizzly server, or the library's embedded server, which is made of the same. */
public final class TyrusServer {

  private TyrusServer() {}

  /**
   * Runs.
   *
   * @param arguments see {@link Launch}
   * @throws Exception if the server does not start
   */
  public static void main(String[] arguments) throws Exception {
    Launch.run(arguments, TyrusServer::start);
  }

  private static void start(Subject subject, int port) throws IOException, DeploymentException {
    if (subject.isOurs()) {
      Ours.open("ws://127.0.0.1:" + port, subject);
      return;
    }
    ServerContainer container = new GrizzlyServerContainer().createContainer(Map.of());
    Raw.deploy(container, subject, Traits.USUAL);
    container.start("/", port);
  }
}
