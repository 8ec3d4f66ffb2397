package org.jseverywhere.websocket.tck.micro;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jseverywhere.websocket.tck.embedded.DeploymentPort;

/** The process under test: Payara Micro, and on a second port who deploys to it. */
public final class MicroServer implements DeploymentPort.Deployer {

  private static final String CONFIG = "configs.config.server-config.";

  private final PayaraMicroRuntime server;

  private MicroServer(PayaraMicroRuntime server) {
    this.server = server;
  }

  /**
   * Runs until SIGTERM.
   *
   * @param arguments the port for the applications, the port for deployments, a directory for the
   *     server, and for each user a file with its password, its name and its groups
   * @throws BootstrapException if the server does not start
   * @throws IOException if there can be no deployments
   */
  public static void main(String... arguments) throws BootstrapException, IOException {
    PayaraMicro micro =
        PayaraMicro.getInstance()
            .setHttpPort(Integer.parseInt(arguments[0]))
            .setHttpAutoBind(false)
            .setRootDir(new File(arguments[2]))
            .setNoCluster(true)
            .setPrintLogo(false);
    micro.setPreBootHandler(
        commands -> {
          set(
              commands,
              "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1");
          set(commands, "hazelcast-config-specific-configuration.enabled=false");
          set(commands, "security-service.activate-default-principal-to-role-mapping=true");
        });
    micro.setPostBootHandler(
        commands -> {
          for (int i = 3; i < arguments.length; i += 3) {
            commands.run(
                "create-file-user",
                "--passwordfile",
                arguments[i],
                "--groups",
                arguments[i + 2],
                arguments[i + 1]);
          }
        });
    PayaraMicroRuntime server = micro.bootStrap();
    DeploymentPort.open(Integer.parseInt(arguments[1]), new MicroServer(server));
  }

  private static void set(AdminCommandRunner commands, String setting) {
    commands.run("set", CONFIG + setting);
  }

  @Override
  public void deploy(String name, Path war) throws IOException {
    // What it returns is true also for an application that did not start.
    server.deploy(name, name, war.toFile());
    if (!server.getDeployedApplicationNames().contains(name)) {
      throw new IOException("Payara Micro does not tell why; its log does.");
    }
  }

  @Override
  public void undeploy(String name) {
    server.undeploy(name);
  }
}
