package org.jseverywhere.websocket.tck.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.process.FreePorts;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;

/**
 * The embedded server in a process of its own, as the others are: so its end by SIGTERM is a real
 * one, and its class path has nothing of the TCK. It is told what to deploy over HTTP.
 */
public final class EmbeddedContainer extends ProcessContainer {

  private final HttpClient http = HttpClient.newHttpClient();
  private final int controlPort = FreePorts.take(1).get(0);

  /** Takes the jars that the build has put together. */
  public EmbeddedContainer() {
    super(Installation.fromSystemProperties());
  }

  @Override
  public Map<Rule, String> beyondReach() {
    Map<Rule, String> reasons = new EnumMap<>(Rule.class);
    for (Rule rule :
        List.of(
            Rule.USER_1,
            Rule.USER_4,
            Rule.USER_5,
            Rule.USER_6,
            Rule.USER_7,
            Rule.RATE_3,
            Rule.DRAIN_6)) {
      reasons.put(rule, "it is no servlet container: it has no users and no HTTP sessions");
    }
    return reasons;
  }

  @Override
  protected List<String> configure(Path instance) {
    String classes = System.getProperty("tck.embedded.classes", "");
    return List.of(
        java(),
        "-Xmx512m",
        "-cp",
        classes + File.pathSeparator + home().resolve("*"),
        DeploymentServer.class.getName(),
        Integer.toString(httpPort()),
        Integer.toString(controlPort));
  }

  @Override
  protected boolean acceptsDeployments(ServerProcess server) throws IOException {
    return server.output().contains(DeploymentServer.READY);
  }

  @Override
  public URI deploy(String contextName, Path war)
      throws DeploymentFailure, IOException, InterruptedException {
    URI root = root(contextName);
    HttpResponse<String> answer = ask("deploy", contextName, existing(war).toString());
    if (answer.statusCode() == DeploymentServer.REFUSED) {
      throw new DeploymentFailure(name(), contextName, answer.body());
    }
    return root;
  }

  @Override
  public void undeploy(String contextName) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("undeploy", root(contextName).getPath(), "");
    if (answer.statusCode() == DeploymentServer.REFUSED) {
      throw new IllegalStateException(answer.body());
    }
  }

  private HttpResponse<String> ask(String what, String contextName, String body)
      throws IOException, InterruptedException {
    server();
    String name = contextName.replace("/", "");
    URI uri = URI.create("http://127.0.0.1:%d/%s/%s".formatted(controlPort, what, name));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(BodyPublishers.ofString(body, UTF_8))
            .timeout(DEPLOYMENT_BOUND)
            .build();
    return http.send(request, BodyHandlers.ofString(UTF_8));
  }
}
