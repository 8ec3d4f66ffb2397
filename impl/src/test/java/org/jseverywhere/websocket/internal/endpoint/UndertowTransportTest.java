package org.jseverywhere.websocket.internal.endpoint;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.ServerConnection;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jseverywhere.websocket.HandlerExecution;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.internal.servlet.Initializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a real Undertow. */
class UndertowTransportTest {

  private static DeploymentManager manager;
  private static Undertow undertow;

  /** The connections of the handshakes. */
  private static final BlockingQueue<ServerConnection> CONNECTIONS = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private WebSocket client;

  @BeforeAll
  static void start() throws ServletException {
    manager =
        Servlets.newContainer()
            .addDeployment(
                Servlets.deployment()
                    .setClassLoader(UndertowTransportTest.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("test")
                    .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                            .setBuffers(new DefaultByteBufferPool(true, 1024)))
                    .addServletContainerInitializer(
                        new ServletContainerInitializerInfo(Initializer.class, Set.of()))
                    .addListener(new ListenerInfo(Listening.class)));
    manager.deploy();
    HttpHandler application = manager.start();
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(
                exchange -> {
                  CONNECTIONS.add(exchange.getConnection());
                  application.handleRequest(exchange);
                })
            .build();
    undertow.start();
  }

  @AfterAll
  static void stop() throws ServletException {
    manager.stop();
    manager.undeploy();
    undertow.stop();
  }

  @AfterEach
  void leave() {
    client.abort();
    CONNECTIONS.clear();
  }

  @Test
  void tinyPartsOfAMessageCountAsMessages() throws InterruptedException {
    connect("/seldom");
    for (int i = 0; i < 4; i++) {
      client.sendText("x", false).join();
    }
    assertThat(seen.poll(10, SECONDS)).isEqualTo("closed 1008");
  }

  @Test
  void handlersThatNeverWaitAreCalledByTheThreadThatReads() throws InterruptedException {
    connect("/at-once");
    client.sendText("who", true).join();
    assertThat(seen.poll(10, SECONDS)).contains(" I/O-");
  }

  @Test
  void othersAreNot() throws InterruptedException {
    connect("/wherever");
    client.sendText("who", true).join();
    assertThat(seen.poll(10, SECONDS)).isNotEmpty().doesNotContain(" I/O-");
  }

  /** It is most of what Undertow has for a client. */
  @Test
  void theConnectionDoesNotKeepWhatItWasUpgradedWith()
      throws InterruptedException, ReflectiveOperationException {
    connect("/wherever");
    client.sendText("who", true).join();
    assertThat(seen.poll(10, SECONDS)).isNotEmpty();
    ServerConnection connection = CONNECTIONS.take();
    Field listener = connection.getClass().getDeclaredField("upgradeListener");
    listener.setAccessible(true);
    assertThat(listener.get(connection)).isNull();
  }

  private void connect(String path) {
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    client =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), new Answers(seen))
            .join();
  }

  /** The application. */
  public static final class Listening implements ServletContextListener {

    /** For the container. */
    public Listening() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
      WebSocketServer.open(WebSocketServerOptions.of("/seldom").maxMessagesPerSecond(2).build());
      tellThreads(
          WebSocketServerOptions.of("/at-once").handlerExecution(HandlerExecution.NON_BLOCKING));
      tellThreads(WebSocketServerOptions.of("/wherever"));
    }

    private static void tellThreads(WebSocketServerOptions.Builder options) {
      WebSocketServer.open(options.build())
          .onMessage(message -> message.port().postMessage(Thread.currentThread().getName()));
    }
  }

  private record Answers(BlockingQueue<String> seen) implements WebSocket.Listener {

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      seen.add(text.toString());
      return WebSocket.Listener.super.onText(from, text, last);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      seen.add("closed " + code);
      return null;
    }
  }
}
