package org.jseverywhere.websocket.tck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jseverywhere.websocket.tck.DeploymentFailure;
import org.jseverywhere.websocket.tck.TckContainer;
import org.jseverywhere.websocket.tck.process.fixture.PlainBean;
import org.jseverywhere.websocket.tck.process.fixture.TwoDeploymentProblems;
import org.jseverywhere.websocket.tck.process.fixture.UnsatisfiedInjection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tries out the container under test itself, with web applications that hold nothing of ours, so
 * that a failure here is not looked for in the implementation.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
public final class ContainerSmokeIT {

  /** Open Liberty (26.0.0.3) does not answer the JDK's first request for HTTP 2. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TckContainer container = TckContainer.find();
  private final Path directory;

  ContainerSmokeIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws Exception {
    container.start();
  }

  @AfterAll
  void close() throws Exception {
    container.close();
  }

  @Test
  @DisplayName("two applications answer beside each other, each with its own content")
  void deploysBesideEachOther() throws Exception {
    URI left = container.deploy("left", page("left"));
    URI right = container.deploy("right", page("right"));

    assertThat(get(left).body()).isEqualTo("left");
    assertThat(get(right).body()).isEqualTo("right");

    container.undeploy("left");

    assertThat(get(left).statusCode()).isEqualTo(404);
    assertThat(get(right).body()).isEqualTo("right");
    container.undeploy("right");
  }

  @Test
  @DisplayName("an application is deployed three times under one name, each time the new one")
  void redeploys() throws Exception {
    for (int version = 1; version <= 3; version++) {
      String content = "version " + version;
      URI root = container.deploy("again", page(content));
      assertThat(get(root).body()).isEqualTo(content);

      container.undeploy("again");
      assertThat(get(root).statusCode()).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("a broken injection point is named by the failure, and its place can be used again")
  void reportsBrokenInjectionPoint() throws Exception {
    Path broken = withCdi().classes(UnsatisfiedInjection.class).writeTo(directory.resolve("b.war"));

    assertThat(refusal("broken", broken))
        .contains("/broken", "WELD-001408", "Readable", UnsatisfiedInjection.class.getName());

    URI root = container.deploy("broken", page("repaired"));
    assertThat(get(root).body()).isEqualTo("repaired");
    container.undeploy("broken");
  }

  @Test
  @DisplayName("all deployment problems of an extension are in the failure, in its own words")
  void reportsAllDeploymentProblems() throws Exception {
    Path war =
        withCdi()
            .classes(TwoDeploymentProblems.class, PlainBean.class)
            .service(Extension.class, TwoDeploymentProblems.class)
            .writeTo(directory.resolve("problems.war"));

    assertThat(refusal("problems", war))
        .contains(TwoDeploymentProblems.FIRST, TwoDeploymentProblems.SECOND);
  }

  @Test
  @DisplayName("the server's process listens on the loopback address only")
  void listensOnLoopbackOnly() throws Exception {
    URI root = container.deploy("local", page("local"));

    assertThat(ListeningSockets.of(container.pid().orElseThrow()))
        .allSatisfy(socket -> assertThat(socket.getAddress().isLoopbackAddress()).isTrue())
        .extracting(InetSocketAddress::getPort)
        .contains(root.getPort());
    container.undeploy("local");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @DisplayName("close ends the process and leaves the log")
  void closeEndsTheProcess() throws Exception {
    long pid = container.pid().orElseThrow();

    container.close();

    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(container.pid()).isEmpty();
    assertThat(Files.size(container.log())).isPositive();
  }

  private String refusal(String contextName, Path war) {
    DeploymentFailure failure =
        catchThrowableOfType(DeploymentFailure.class, () -> container.deploy(contextName, war));
    return String.valueOf(failure.getMessage());
  }

  /**
   * With what the target's applications bring beside the library: CDI, where the server has none.
   */
  private static WarArchive withCdi() throws IOException {
    WarArchive war = new WarArchive().text("WEB-INF/beans.xml", "");
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("tck.implementation")))) {
      for (Path jar : jars.filter(path -> !isOurs(path)).toList()) {
        war.library(jar);
      }
    }
    return war;
  }

  private static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("websocket-server-");
  }

  private Path page(String content) throws IOException {
    return new WarArchive().text("index.html", content).writeTo(directory.resolve("page.war"));
  }

  private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
