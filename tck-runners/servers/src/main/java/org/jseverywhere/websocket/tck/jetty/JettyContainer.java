package org.jseverywhere.websocket.tck.jetty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;
import org.jspecify.annotations.Nullable;

/**
 * Jetty with one of its environments, that of Jakarta EE 11 if the name says so, which deploys what
 * appears in a directory. The applications bring Weld, since Jetty has no CDI of its own.
 */
public final class JettyContainer extends ProcessContainer {

  private static final String STARTED = "Started oejs.Server@";

  /** After the modules of an environment these properties would be of that environment only. */
  private static final String START_INI =
      """
      --modules=server,http
      jetty.http.host=127.0.0.1
      jetty.http.port=%1$d
      jetty.deploy.scanInterval=1
      --modules=%2$s-deploy,%2$s-annotations,%2$s-websocket-jakarta,%2$s-cdi,%2$s-jndi
      etc/users.xml
      """;

  /** Texts as they are, and nothing about classes that Weld brings too. */
  private static final String LOGGING =
      """
      org.eclipse.jetty.logging.appender.MESSAGE_ESCAPE=false
      org.eclipse.jetty.%s.annotations.AnnotationParser.LEVEL=ERROR
      """;

  private static final String USERS =
      """
      <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
      <Configure id="Server" class="org.eclipse.jetty.server.Server">
        <Call name="addBean">
          <Arg>
            <New class="org.eclipse.jetty.security.HashLoginService">
              <Set name="name">tck</Set>
              <Call name="setUserStore">
                <Arg>
                  <New class="org.eclipse.jetty.security.UserStore">%s</New>
                </Arg>
              </Call>
            </New>
          </Arg>
        </Call>
      </Configure>
      """;

  private static final String USER =
      """
      <Call name="addUser">
        <Arg>%s</Arg>
        <Arg>
          <Call class="org.eclipse.jetty.util.security.Credential" name="getCredential">
            <Arg>%s</Arg>
          </Call>
        </Arg>
        <Arg>
          <Array type="java.lang.String">%s</Array>
        </Arg>
      </Call>
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Path base;

  /** Takes the installation that the build has prepared. */
  public JettyContainer() {
    super(Installation.fromSystemProperties());
  }

  @Override
  public Map<Rule, String> beyondReach() {
    return Map.of(
        Rule.DEF_8,
        "the Weld in the application looks at what a servlet injects only when the servlet is made,"
            + " for its first request",
        Rule.USER_4,
        "it has no Jakarta Concurrency, which carries a user to other threads");
  }

  /** An idle HTTP connection remembers the application that it has asked last. */
  @Override
  public Set<String> knownHolders() {
    return Set.of("org.eclipse.jetty.server.internal.HttpChannelState#_cache");
  }

  @Override
  protected List<String> configure(Path instance) throws IOException {
    base = instance;
    for (String directory : List.of("webapps", "environments", "etc", "resources", "temp")) {
      Files.createDirectory(instance.resolve(directory));
    }
    Files.writeString(
        instance.resolve("start.ini"), START_INI.formatted(httpPort(), environment()));
    Files.writeString(instance.resolve("etc/users.xml"), users());
    Files.writeString(
        instance.resolve("resources/jetty-logging.properties"), LOGGING.formatted(environment()));
    return List.of(
        java(),
        "-Xmx512m",
        "-Djava.io.tmpdir=" + instance.resolve("temp"),
        "-Djetty.base=" + instance,
        "-jar",
        home().resolve("start.jar").toString());
  }

  private static String users() {
    StringBuilder users = new StringBuilder();
    for (TckUser user : TckUser.values()) {
      String roles =
          user.roles().stream().map("<Item>%s</Item>"::formatted).collect(Collectors.joining());
      users.append(USER.formatted(user.userName(), user.password(), roles));
    }
    return USERS.formatted(users);
  }

  private String environment() {
    return name().endsWith("ee11") ? "ee11" : "ee10";
  }

  @Override
  protected boolean acceptsDeployments(ServerProcess server) throws IOException {
    return server.output().contains(STARTED);
  }

  @Override
  public URI deploy(String contextName, Path war) throws Exception {
    URI root = root(contextName);
    Path target = file("webapps", contextName);
    if (Files.exists(target)) {
      throw new IllegalStateException(
          "/%s is deployed on jetty already; undeploy it first".formatted(contextName));
    }
    int logged = server().output().length();
    // In one step, so that the scanner never sees half of it.
    Files.move(Files.copy(existing(war), file("temp", contextName)), target);
    Pattern started = line("ServletContextHandler", "Started", contextName);
    Pattern failed = line("WebAppContext", "Failed startup of context", contextName);
    server()
        .await(
            "it deploys or refuses /" + contextName,
            DEPLOYMENT_BOUND,
            () -> found(started, logged) || found(failed, logged));
    if (found(failed, logged)) {
      // The reasons follow that line; they are there when the next has been written.
      undeploy(contextName);
      throw new DeploymentFailure(name(), contextName, server().output().substring(logged));
    }
    // Jetty says that it has started an application before it lets requests through to it.
    server().await("it reaches /" + contextName, DEPLOYMENT_BOUND, () -> isReached(contextName));
    return root;
  }

  /** An application that is reached sends its path without a slash to the one with a slash. */
  private boolean isReached(String contextName) throws IOException, InterruptedException {
    URI bare = URI.create("http://127.0.0.1:%d/%s".formatted(httpPort(), contextName));
    HttpRequest request = HttpRequest.newBuilder(bare).timeout(DEPLOYMENT_BOUND).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 3;
  }

  @Override
  public void undeploy(String contextName) throws Exception {
    int logged = server().output().length();
    Files.delete(file("webapps", contextName));
    Pattern stopped = line("ServletContextHandler", "Stopped", contextName);
    server().await("it undeploys /" + contextName, DEPLOYMENT_BOUND, () -> found(stopped, logged));
  }

  /** What Jetty logs of an application. */
  private static Pattern line(String logger, String what, String contextName) {
    return Pattern.compile("\\.%s:.*: %s .*\\{/%s,".formatted(logger, what, contextName));
  }

  private boolean found(Pattern line, int logged) throws IOException {
    return line.matcher(server().output()).find(logged);
  }

  private Path file(String directory, String contextName) {
    if (base == null) {
      throw new IllegalStateException("jetty has not been started");
    }
    return base.resolve(directory).resolve(contextName + ".war");
  }
}
