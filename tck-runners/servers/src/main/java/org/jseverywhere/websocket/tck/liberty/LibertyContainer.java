package org.jseverywhere.websocket.tck.liberty;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * Open Liberty with the features that the library has a use for. Applications are put into the
 * directory that the server watches; its log says what came of it.
 */
public final class LibertyContainer extends ProcessContainer {

  private static final String SERVER = "tck";

  /** The server is ready. */
  private static final String READY = "CWWKF0011I";

  private static final String STARTED = "CWWKZ0001I";
  private static final String UPDATED = "CWWKZ0003I";
  private static final String NOT_STARTED = "CWWKZ0002E";
  private static final String INVALID = "CWWKZ0004E";
  private static final String STOPPED = "CWWKZ0009I";

  private @Nullable Path applications;

  /** Takes the installation that the build has prepared. */
  public LibertyContainer() {
    super(Installation.fromSystemProperties());
  }

  @Override
  public Map<Rule, String> beyondReach() {
    return Map.of(
        Rule.CLOSE_7,
        "its WebSocket container tells a close frame without a code as 1000",
        Rule.MSG_13,
        "its WebSocket container gives out text in fragments only if no character is split, and whole"
            + " text without a bound",
        Rule.MSG_18,
        "its WebSocket container waits for the bytes of a frame with a negative length");
  }

  @Override
  public Set<String> knownHolders() {
    return Set.of(
        "com.ibm.wsspi.webcontainer.WebContainerRequestState#currentThreadsIExtendedResponse");
  }

  @Override
  protected List<String> configure(Path instance) throws IOException {
    Path server = Files.createDirectories(instance.resolve("servers").resolve(SERVER));
    applications = Files.createDirectory(server.resolve("dropins"));
    try (InputStream template = LibertyContainer.class.getResourceAsStream("server.xml")) {
      Files.write(server.resolve("server.xml"), Objects.requireNonNull(template).readAllBytes());
    }
    Files.writeString(server.resolve("users.xml"), users());
    Files.writeString(server.resolve("bootstrap.properties"), "tck.http.port=" + httpPort() + "\n");
    Path tools = home().resolve("bin/tools");
    // The program env: what the server reads is its environment.
    return List.of(
        "env",
        "WLP_USER_DIR=" + instance,
        java(),
        "-Xmx512m",
        "-javaagent:" + tools.resolve("ws-javaagent.jar"),
        "-Djava.awt.headless=true",
        "@" + home().resolve("lib/platform/java/java9.options"),
        "-jar",
        tools.resolve("ws-server.jar").toString(),
        SERVER);
  }

  /** A role that is bound to nobody is that of the group with its name. */
  private static String users() {
    StringBuilder users = new StringBuilder("<server>\n<basicRegistry id='tck' realm='tck'>\n");
    for (TckUser user : TckUser.values()) {
      users.append("<user name='%s' password='%s'/>\n".formatted(user.userName(), user.password()));
    }
    List<String> roles =
        List.of(TckUser.values()).stream().flatMap(user -> user.roles().stream()).toList();
    for (String role : roles.stream().distinct().toList()) {
      users.append("<group name='%s'>".formatted(role));
      for (TckUser user : TckUser.values()) {
        if (user.roles().contains(role)) {
          users.append("<member name='%s'/>".formatted(user.userName()));
        }
      }
      users.append("</group>\n");
    }
    return users.append("</basicRegistry>\n</server>\n").toString();
  }

  @Override
  protected boolean acceptsDeployments(ServerProcess server) throws IOException {
    return server.output().contains(READY);
  }

  @Override
  public URI deploy(String contextName, Path war) throws Exception {
    URI root = root(contextName);
    Path target = file(contextName);
    if (Files.exists(target)) {
      throw new IllegalStateException(
          "/%s is deployed on %s already; undeploy it first".formatted(contextName, name()));
    }
    int logged = server().output().length();
    // In one step, or the server may find half of it.
    Path whole = target.resolveSibling(".." + File.separator + contextName + ".war");
    Files.copy(existing(war), whole, StandardCopyOption.REPLACE_EXISTING);
    Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    server()
        .await(
            "it deploys or refuses /" + contextName,
            DEPLOYMENT_BOUND,
            () ->
                says(logged, STARTED, contextName)
                    || says(logged, UPDATED, contextName)
                    || says(logged, NOT_STARTED, contextName)
                    || says(logged, INVALID, contextName));
    if (says(logged, NOT_STARTED, contextName) || says(logged, INVALID, contextName)) {
      String log = server().output().substring(logged);
      Files.delete(target);
      throw new DeploymentFailure(name(), contextName, log);
    }
    return root;
  }

  @Override
  public void undeploy(String contextName) throws Exception {
    Path target = file(contextName);
    if (!Files.exists(target)) {
      throw new IllegalStateException("/%s is not deployed on %s".formatted(contextName, name()));
    }
    int logged = server().output().length();
    Files.delete(target);
    server()
        .await(
            "it undeploys /" + contextName,
            DEPLOYMENT_BOUND,
            () -> says(logged, STOPPED, contextName));
  }

  /** Whether the log has a message about an application since it had this length. */
  private boolean says(int since, String message, String contextName) throws IOException {
    Pattern named = Pattern.compile(" " + contextName + "[ .]");
    return server()
        .output()
        .substring(since)
        .lines()
        .anyMatch(line -> line.contains(message) && named.matcher(line).find());
  }

  private Path file(String contextName) {
    server();
    if (applications == null) {
      throw new IllegalStateException(name() + " has not been started");
    }
    return applications.resolve(contextName + ".war");
  }
}
