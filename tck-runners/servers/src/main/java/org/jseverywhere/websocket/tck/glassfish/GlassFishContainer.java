package org.jseverywhere.websocket.tck.glassfish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.glassfish.AdminClient.Answer;
import org.jseverywhere.websocket.tck.process.FreePorts;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;

/**
 * GlassFish, or Payara Server, which comes from it, with a copy of its default domain, administered
 * over HTTP. The domain runs as a process of its own and not as a child of {@code asadmin}, so that
 * signals reach the server.
 */
public final class GlassFishContainer extends ProcessContainer {

  private static final Duration COMMAND_BOUND = Duration.ofMinutes(1);

  /** So often the realm applies its hash: found by its user without a password. */
  private static final int KEYFILE_ROUNDS = 100;

  private static final String DOMAIN = "domain1";

  private final int adminPort;
  private final AdminClient admin;

  /** Takes the installation that the build has prepared. */
  public GlassFishContainer() {
    super(Installation.fromSystemProperties());
    this.adminPort = FreePorts.take(1).get(0);
    this.admin = new AdminClient(adminPort, DEPLOYMENT_BOUND);
  }

  @Override
  public Map<Rule, String> beyondReach() {
    Map<Rule, String> reasons = new EnumMap<>(Rule.class);
    reasons.put(
        Rule.MSG_17, "its WebSocket container (Tyrus) takes frames of clients without a mask");
    reasons.put(
        Rule.CLOSE_7,
        "its WebSocket container tells a close frame without a code as 1000, \"Normal closure.\"");
    if (name().startsWith("glassfish")) {
      reasons.put(
          Rule.DEF_8,
          "it tells extensions of CDI nothing of what a servlet injects while beans are discovered");
      reasons.put(
          Rule.APP_5,
          "it keeps the descriptor of each application that was ever deployed, and its classes"
              + " by it: its deployment command goes on listening to events");
    }
    return reasons;
  }

  /**
   * Exceptions that are made once, when the first connection is closed. The classes of the
   * application that this happens in are in their stack traces from then on.
   */
  @Override
  public Set<String> knownHolders() {
    return Set.of(
        "org.glassfish.grizzly.CloseReason#LOCALLY_CLOSED",
        "org.glassfish.grizzly.CloseReason#REMOTELY_CLOSED");
  }

  @Override
  protected List<String> configure(Path instance) throws Exception {
    Path domain = instance.resolve(DOMAIN);
    Installation.copy(home().resolve("glassfish/domains").resolve(DOMAIN), domain);
    DomainXml.adapt(domain.resolve("config/domain.xml"), httpPort(), adminPort);
    addUsers(domain.resolve("config/keyfile"));
    plainLog(domain.resolve("config/logging.properties"));
    return startCommand(instance);
  }

  /** Payara colours its log unless it is told otherwise. */
  private static void plainLog(Path properties) throws IOException {
    String text = Files.readString(properties);
    Files.writeString(properties, text.replace("ansiColor=true", "ansiColor=false"));
  }

  /** In the realm that applications use by default. */
  private static void addUsers(Path keyfile) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (TckUser user : TckUser.values()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] salt = new byte[Long.BYTES];
      digest.update(user.password().getBytes(UTF_8));
      byte[] hash = digest.digest(salt);
      for (int i = 1; i < KEYFILE_ROUNDS; i++) {
        hash = digest.digest(hash);
      }
      byte[] both = Arrays.copyOf(hash, hash.length + salt.length);
      lines.append(
          "%s;{SSHA256}%s;%s\n"
              .formatted(
                  user.userName(),
                  Base64.getEncoder().encodeToString(both),
                  String.join(",", user.roles())));
    }
    Files.writeString(keyfile, lines, StandardOpenOption.APPEND);
  }

  /** Asks {@code asadmin} what it would execute, and makes the server log to its output. */
  private List<String> startCommand(Path instance) throws IOException, InterruptedException {
    ServerProcess asadmin =
        ServerProcess.start(
            "asadmin",
            List.of(
                java(),
                "-jar",
                home().resolve("glassfish/lib/client/appserver-cli.jar").toString(),
                "start-domain",
                "--dry-run",
                "--domaindir",
                instance.toString(),
                DOMAIN),
            instance,
            instance.resolve("start-domain.txt"));
    asadmin.awaitSuccess(COMMAND_BOUND);
    // A headline, the program, one argument a line, an empty line, a closing line.
    List<String> command =
        asadmin
            .output()
            .lines()
            .dropWhile(line -> !line.endsWith("/bin/java"))
            .takeWhile(line -> !line.isEmpty())
            .collect(toCollection(ArrayList::new));
    if (command.isEmpty()) {
      throw new IllegalStateException(
          "asadmin start-domain --dry-run did not print how to start the server but: "
              + asadmin.output());
    }
    command.set(0, java());
    command.set(command.indexOf("-verbose") + 1, "true");
    return command;
  }

  @Override
  protected boolean acceptsDeployments(ServerProcess server) throws InterruptedException {
    return admin.isReady();
  }

  @Override
  public URI deploy(String contextName, Path war)
      throws DeploymentFailure, IOException, InterruptedException {
    server();
    URI root = root(contextName);
    Answer answer = admin.deploy(contextName, existing(war));
    if (!answer.success()) {
      throw new DeploymentFailure(name(), contextName, answer.message());
    }
    return root;
  }

  @Override
  public void undeploy(String contextName) throws IOException, InterruptedException {
    server();
    Answer answer = admin.undeploy(contextName);
    if (!answer.success()) {
      throw new IllegalStateException(
          "%s did not undeploy /%s: %s".formatted(name(), contextName, answer.message()));
    }
  }
}
