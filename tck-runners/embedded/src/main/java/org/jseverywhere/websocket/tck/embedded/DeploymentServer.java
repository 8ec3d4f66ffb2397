package org.jseverywhere.websocket.tck.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.jseverywhere.websocket.embedded.WarServer;

/** The process under test: the embedded server, and on a second port who deploys to it. */
public final class DeploymentServer implements DeploymentPort.Deployer {

  private final WarServer server;

  private DeploymentServer(WarServer server) {
    this.server = server;
  }

  /**
   * Runs until SIGTERM.
   *
   * @param arguments the port for the applications, and the port for deployments
   * @throws IOException if it cannot listen there
   */
  public static void main(String... arguments) throws IOException {
    WarServer server = WarServer.start("127.0.0.1", Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    DeploymentPort.open(Integer.parseInt(arguments[1]), new DeploymentServer(server));
  }

  @Override
  public void deploy(String name, Path war) throws IOException {
    server.deploy("/" + name, war);
  }

  @Override
  public void undeploy(String name) {
    server.undeploy("/" + name);
  }
}
