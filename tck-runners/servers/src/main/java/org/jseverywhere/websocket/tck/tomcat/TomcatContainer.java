package org.jseverywhere.websocket.tck.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;

/**
 * Tomcat with its own manager application, which deploys. The applications bring Weld, since Tomcat
 * has no CDI.
 */
public final class TomcatContainer extends ProcessContainer {

  private static final String STARTED = "Server startup in";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String password = UUID.randomUUID().toString();

  /** Takes the installation that the build has prepared. */
  public TomcatContainer() {
    super(Installation.fromSystemProperties());
  }

  @Override
  public Map<Rule, String> beyondReach() {
    return Map.of(
        Rule.CLOSE_7,
        "its WebSocket container tells a close frame without a code as 1000",
        Rule.SEND_18,
        "it may cut the connection when a session is closed while a message is on its way",
        Rule.SEND_19,
        "when a client closes it ends the batch that is being written on another thread, so that a"
            + " message may overtake those that have gathered",
        Rule.DEF_8,
        "the Weld in the application looks at what a servlet injects only when the servlet is made,"
            + " for its first request",
        Rule.USER_4,
        "it has no Jakarta Concurrency, which carries a user to other threads");
  }

  @Override
  protected List<String> configure(Path instance) throws IOException {
    Path conf = Files.createDirectory(instance.resolve("conf"));
    Files.createDirectory(instance.resolve("webapps"));
    Files.createDirectory(instance.resolve("temp"));
    for (String name : List.of("web.xml", "logging.properties")) {
      Files.copy(home().resolve("conf").resolve(name), conf.resolve(name));
    }
    try (InputStream template = TomcatContainer.class.getResourceAsStream("server.xml")) {
      String xml = new String(Objects.requireNonNull(template).readAllBytes(), UTF_8);
      Files.writeString(conf.resolve("server.xml"), xml);
    }
    Files.writeString(conf.resolve("tomcat-users.xml"), users());
    return startCommand(instance);
  }

  private String users() {
    StringBuilder users = new StringBuilder("<tomcat-users>");
    users.append(user("tck", password, "manager-script"));
    for (TckUser user : TckUser.values()) {
      users.append(user(user.userName(), user.password(), String.join(",", user.roles())));
    }
    return users.append("</tomcat-users>").toString();
  }

  private static String user(String name, String password, String roles) {
    return "<user username='%s' password='%s' roles='%s'/>".formatted(name, password, roles);
  }

  private List<String> startCommand(Path instance) {
    Path bin = home().resolve("bin");
    return List.of(
        java(),
        "-Xmx512m",
        "-Dcatalina.home=" + home(),
        "-Dcatalina.base=" + instance,
        "-Djava.io.tmpdir=" + instance.resolve("temp"),
        "-Djava.util.logging.config.file=" + instance.resolve("conf/logging.properties"),
        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
        "-Dtck.http.port=" + httpPort(),
        "-cp",
        bin.resolve("bootstrap.jar") + File.pathSeparator + bin.resolve("tomcat-juli.jar"),
        "org.apache.catalina.startup.Bootstrap",
        "start");
  }

  @Override
  protected boolean acceptsDeployments(ServerProcess server) throws IOException {
    return server.output().contains(STARTED);
  }

  @Override
  public URI deploy(String contextName, Path war)
      throws DeploymentFailure, IOException, InterruptedException {
    URI root = root(contextName);
    int logged = server().output().length();
    String answer = manage("deploy?path=/" + contextName + "&war=" + existing(war).toUri());
    if (!succeeded(answer)) {
      // The manager says only that it did not start; the reason is in the log.
      String log = server().output().substring(logged);
      undeploy(contextName);
      throw new DeploymentFailure(name(), contextName, answer + log);
    }
    return root;
  }

  @Override
  public void undeploy(String contextName) throws IOException, InterruptedException {
    server();
    String answer = manage("undeploy?path=/" + contextName);
    if (!succeeded(answer)) {
      throw new IllegalStateException("Tomcat did not undeploy /" + contextName + ": " + answer);
    }
  }

  private static boolean succeeded(String answer) {
    return answer.startsWith("OK");
  }

  private String manage(String command) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/manager/text/%s".formatted(httpPort(), command));
    String credentials = Base64.getEncoder().encodeToString(("tck:" + password).getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Basic " + credentials)
            .timeout(DEPLOYMENT_BOUND)
            .build();
    return http.send(request, BodyHandlers.ofString(UTF_8)).body();
  }
}
