package org.jseverywhere.websocket.internal.endpoint;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.common.JakartaWebSocketFrameHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.common.UpgradeRequest;
import org.eclipse.jetty.ee10.websocket.jakarta.server.JakartaWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.internal.servlet.Initializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a real Jetty. */
@Timeout(60)
class JettyTransportTest {

  private static final Server JETTY = new Server();
  private static final ServerConnector CONNECTOR = new ServerConnector(JETTY);
  private static final ServletContextHandler CONTEXT = new ServletContextHandler("/");

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private @Nullable WebSocket client;

  @BeforeAll
  static void start() throws Exception {
    CONNECTOR.setHost("127.0.0.1");
    JETTY.addConnector(CONNECTOR);
    JakartaWebSocketServletContainerInitializer.configure(CONTEXT, null);
    CONTEXT.addServletContainerInitializer(new Initializer());
    CONTEXT.addEventListener(new Listening());
    JETTY.setHandler(CONTEXT);
    JETTY.start();
  }

  @AfterAll
  static void stop() throws Exception {
    JETTY.stop();
  }

  @AfterEach
  void leave() {
    if (client != null) {
      client.abort();
    }
  }

  /** By it Jetty would keep all that has served the request, which is most of what it has. */
  @Test
  void theSessionDoesNotKeepWhatItWasUpgradedWith()
      throws InterruptedException, ReflectiveOperationException {
    connect("/echo?name=value").sendText("who", true).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("who");

    Session session = session();
    assertThat(session.getUserProperties()).isEmpty();
    Field handler = session.getClass().getDeclaredField("frameHandler");
    handler.setAccessible(true);
    UpgradeRequest kept = ((JakartaWebSocketFrameHandler) handler.get(session)).getUpgradeRequest();
    assertThat(kept.getPathInContext()).isEmpty();
  }

  /** Jetty answers pings unseen, but counts them. */
  @ParameterizedTest
  @ValueSource(ints = {Flood.PING, Flood.PONG})
  void controlFramesCount(int frame) throws IOException {
    assertThat(Flood.sentUntilCut(CONNECTOR.getLocalPort(), "/flood", frame))
        .isLessThan(Flood.MUCH_BYTES);
  }

  private static Session session() {
    JakartaWebSocketServerContainer container =
        (JakartaWebSocketServerContainer)
            CONTEXT.getServletContext().getAttribute(ServerContainer.class.getName());
    return Objects.requireNonNull(container).getOpenSessions().iterator().next();
  }

  private WebSocket connect(String path) {
    WebSocket connected =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + CONNECTOR.getLocalPort() + path), new Answers(seen))
            .join();
    client = connected;
    return connected;
  }

  /** The application. */
  private static final class Listening implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
      WebSocketServer.open(WebSocketServerOptions.of("/flood").maxMessagesPerSecond(1).build());
      WebSocketServer.open("/echo")
          .onMessage(message -> message.port().postMessage(message.text()));
    }
  }

  private record Answers(BlockingQueue<String> seen) implements WebSocket.Listener {

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      seen.add(text.toString());
      return WebSocket.Listener.super.onText(from, text, last);
    }
  }
}
