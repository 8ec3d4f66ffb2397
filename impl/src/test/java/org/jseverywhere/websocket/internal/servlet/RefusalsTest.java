package org.jseverywhere.websocket.internal.servlet;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.Penalty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a real Undertow. */
@Timeout(60)
class RefusalsTest {

  /** Nobody comes to the end of it. */
  private static final long LONG = HOURS.toMillis(1);

  private static final int FEW_THREADS = 2;
  private static final int MORE = 5;

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch waiting = new CountDownLatch(MORE);
  private Undertow undertow;

  private void start(long penaltyMillis, boolean canWait) throws ServletException {
    Refusing filter = new Refusing(new Refusals(new Penalty(penaltyMillis)), waiting);
    DeploymentManager manager =
        Servlets.newContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(getClass().getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("test")
                    .addFilter(
                        Servlets.filter(
                                "refusing", Refusing.class, new ImmediateInstanceFactory<>(filter))
                            .setAsyncSupported(canWait))
                    .addFilterUrlMapping("refusing", "/*", DispatcherType.REQUEST));
    manager.deploy();
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setWorkerThreads(FEW_THREADS)
            .setHandler(manager.start())
            .build();
    undertow.start();
  }

  @AfterEach
  void stop() {
    undertow.stop();
  }

  @Test
  void whoComesTooOftenWaitsAndHoldsNoThread() throws InterruptedException, ServletException {
    start(LONG, true);
    CompletableFuture<?>[] often =
        Stream.generate(() -> ask("/often")).limit(MORE).toArray(CompletableFuture<?>[]::new);
    waiting.await();
    assertThat(ask("/foreign").join().statusCode()).isEqualTo(403);
    assertThat(CompletableFuture.anyOf(often)).isNotDone();
  }

  @Test
  void thenItIsTold() throws ServletException {
    start(1, true);
    HttpResponse<String> answer = ask("/often").join();
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).isEqualTo("Too often.\n");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void whereRequestsCannotWaitItIsToldAtOnce() throws ServletException {
    start(LONG, false);
    assertThat(ask("/often").join().statusCode()).isEqualTo(429);
  }

  private CompletableFuture<HttpResponse<String>> ask(String path) {
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Lets nobody in. */
  private static final class Refusing extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Refusals refusals;
    private final transient CountDownLatch waiting;

    Refusing(Refusals refusals, CountDownLatch waiting) {
      this.refusals = refusals;
      this.waiting = waiting;
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException {
      if (request.getRequestURI().equals("/often")) {
        refusals.refuse(
            request,
            response,
            new Admission.Refused(429, Map.of("Retry-After", "1"), "Too often."));
        waiting.countDown();
      } else {
        refusals.refuse(request, response, new Admission.Refused(403, Map.of(), "Not from there."));
      }
    }
  }
}
