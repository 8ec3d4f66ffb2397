package org.jseverywhere.websocket.tck.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.process.FreePorts;
import org.jseverywhere.websocket.tck.process.Installation;
import org.jseverywhere.websocket.tck.process.ProcessContainer;
import org.jseverywhere.websocket.tck.process.ServerProcess;

/** A server whose process has a {@link DeploymentPort}. */
public abstract class ToldContainer extends ProcessContainer {

  private final HttpClient http = HttpClient.newHttpClient();
  private final int controlPort = FreePorts.take(1).get(0);

  /** Takes the installation that the build has prepared. */
  protected ToldContainer() {
    super(Installation.fromSystemProperties());
  }

  /**
   * Where the process is to listen for deployments.
   *
   * @return a port that was free
   */
  protected final int controlPort() {
    return controlPort;
  }

  /**
   * Why an application was refused.
   *
   * @param told what the process told
   * @param logged what it has written to its log meanwhile
   * @return what it told, unless there is more in the log
   */
  protected String refusal(String told, String logged) {
    return told;
  }

  @Override
  protected final boolean acceptsDeployments(ServerProcess server) throws IOException {
    return server.output().contains(DeploymentPort.READY);
  }

  @Override
  public final URI deploy(String contextName, Path war)
      throws DeploymentFailure, IOException, InterruptedException {
    URI root = root(contextName);
    int logged = server().output().length();
    HttpResponse<String> answer = ask("deploy", contextName, existing(war).toString());
    if (answer.statusCode() == DeploymentPort.REFUSED) {
      String meanwhile = server().output().substring(logged);
      throw new DeploymentFailure(name(), contextName, refusal(answer.body(), meanwhile));
    }
    return root;
  }

  @Override
  public final void undeploy(String contextName) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("undeploy", root(contextName).getPath(), "");
    if (answer.statusCode() == DeploymentPort.REFUSED) {
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
