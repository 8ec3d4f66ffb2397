package org.jseverywhere.websocket.tck.wildfly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.process.FreePorts;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;
import org.jspecify.annotations.Nullable;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * WildFly with its default configuration, standalone.xml. Applications are deployed as most users
 * do it first: a WAR is put into the directory that the server scans, and marker files beside it
 * say what is wanted and what happened.
 */
public final class WildFlyContainer extends ProcessContainer {

  private static final String STARTED = "WFLYSRV0025";
  private static final String STARTED_WITH_ERRORS = "WFLYSRV0026";

  private @Nullable Path deployments;

  /** Takes the installation that the build has prepared. */
  public WildFlyContainer() {
    super(Installation.fromSystemProperties());
  }

  @Override
  public Map<Rule, String> beyondReach() {
    return Map.of(
        Rule.CLOSE_7,
        "its WebSocket container (Undertow 2.3) tells a close frame without a code as 1000");
  }

  @Override
  protected List<String> configure(Path instance) throws Exception {
    Path base = instance.resolve("standalone");
    Installation.copy(home().resolve("standalone"), base);
    deployments = base.resolve("deployments");

    Path configuration = base.resolve("configuration/standalone.xml");
    // A WAR without a marker would be deployed at once, and again when its marker appears.
    Installation.replace(
        configuration,
        "scan-interval=\"5000\"",
        "scan-interval=\"100\" auto-deploy-zipped=\"false\"");
    Installation.replace(configuration, "\"COLOR-PATTERN\"/>", "\"PATTERN\"/>");

    addUsers(base.resolve("configuration"));

    List<Integer> ports = FreePorts.take(2);
    return StandaloneCommandBuilder.of(home())
        .setBaseDirectory(base)
        .setJavaHome(Path.of(System.getProperty("java.home")))
        .setJavaOptions("-Xmx512m", "-Djava.net.preferIPv4Stack=true")
        .addServerArguments(
            "-b=127.0.0.1",
            "-bmanagement=127.0.0.1",
            "-Djboss.http.port=" + httpPort(),
            "-Djboss.https.port=" + ports.get(0),
            "-Djboss.management.http.port=" + ports.get(1),
            "-Djboss.deployment.scanner.rollback.on.failure=true")
        .build();
  }

  /** In the realm that applications use by default. */
  private static void addUsers(Path configuration) throws Exception {
    StringBuilder passwords = new StringBuilder("\n");
    StringBuilder roles = new StringBuilder("\n");
    for (TckUser user : TckUser.values()) {
      String login = user.userName() + ":ApplicationRealm:" + user.password();
      // What the properties realm has instead of passwords: RFC 2617, section 3.2.2.2.
      byte[] digest = MessageDigest.getInstance("MD5").digest(login.getBytes(UTF_8));
      passwords.append(user.userName() + "=" + HexFormat.of().formatHex(digest) + "\n");
      roles.append(user.userName() + "=" + String.join(",", user.roles()) + "\n");
    }
    append(configuration.resolve("application-users.properties"), passwords);
    append(configuration.resolve("application-roles.properties"), roles);
  }

  private static void append(Path file, CharSequence lines) throws IOException {
    Files.writeString(file, lines, StandardOpenOption.APPEND);
  }

  @Override
  protected boolean acceptsDeployments(ServerProcess server) throws Exception {
    String output = server.output();
    if (output.contains(STARTED_WITH_ERRORS)) {
      throw new IllegalStateException("WildFly started with errors, see " + log());
    }
    return output.contains(STARTED);
  }

  @Override
  public URI deploy(String contextName, Path war) throws Exception {
    URI root = root(contextName);
    Path target = file(contextName, "");
    if (Files.exists(target)) {
      throw new IllegalStateException(
          "/%s is deployed on wildfly already; undeploy it first".formatted(contextName));
    }
    Files.copy(existing(war), target);
    Path deployed = file(contextName, ".deployed");
    FailureMarker failed = new FailureMarker(file(contextName, ".failed"));
    Files.createFile(file(contextName, ".dodeploy"));
    server()
        .await(
            "it deploys or refuses /" + contextName,
            DEPLOYMENT_BOUND,
            () -> Files.exists(deployed) || failed.isComplete());
    if (!Files.exists(deployed)) {
      Files.delete(target);
      Files.delete(failed.file);
      throw new DeploymentFailure(name(), contextName, failed.text);
    }
    return root;
  }

  @Override
  public void undeploy(String contextName) throws Exception {
    Path deployed = file(contextName, ".deployed");
    if (!Files.exists(deployed)) {
      throw new IllegalStateException("/%s is not deployed on wildfly".formatted(contextName));
    }
    Path undeployed = file(contextName, ".undeployed");
    Files.delete(deployed);
    server()
        .await("it undeploys /" + contextName, DEPLOYMENT_BOUND, () -> Files.exists(undeployed));
    // In this order: without its marker a WAR that is still there would be a new one.
    Files.delete(file(contextName, ""));
    Files.delete(undeployed);
  }

  private Path file(String contextName, String marker) {
    server();
    if (deployments == null) {
      throw new IllegalStateException("wildfly has not been started");
    }
    return deployments.resolve(contextName + ".war" + marker);
  }

  /** The file with the reason, which may be looked at while the server is still writing it. */
  private static final class FailureMarker {

    private final Path file;
    private String text = "";

    FailureMarker(Path file) {
      this.file = file;
    }

    /** Takes the file for complete when there is something in it that has not changed since. */
    boolean isComplete() throws Exception {
      if (!Files.exists(file)) {
        return false;
      }
      String before = text;
      text = Files.readString(file).replace("\\\"", "\"");
      return !text.isEmpty() && text.equals(before);
    }
  }
}
