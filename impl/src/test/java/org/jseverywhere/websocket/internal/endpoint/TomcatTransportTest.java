package org.jseverywhere.websocket.internal.endpoint;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.internal.servlet.Initializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a real Tomcat. */
@Timeout(60)
class TomcatTransportTest {

  private static final int LARGE_BYTES = 8 * 1024 * 1024;

  private static final Tomcat TOMCAT = new Tomcat();

  /** How long the texts were that came to the handler of {@code /large}. */
  private static final BlockingQueue<Integer> SEEN = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start(@TempDir Path base) throws LifecycleException {
    TOMCAT.setBaseDir(base.toString());
    TOMCAT.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    TOMCAT.setConnector(connector);
    StandardContext context = (StandardContext) TOMCAT.addContext("", base.toString());
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer(new Initializer(), Set.of());
    context.addApplicationLifecycleListener(new Listening());
    // Without any servlet no filter is asked.
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    TOMCAT.start();
  }

  @AfterAll
  static void stop() throws LifecycleException {
    TOMCAT.stop();
    TOMCAT.destroy();
  }

  @Test
  void whoIsSentAwayForAFloodCannotFloodOn() throws IOException {
    assertThat(sentUntilCut("/flood", Flood.TEXT)).isLessThan(Flood.MUCH_BYTES);
  }

  /** Tomcat answers pings unseen, but counts them. */
  @ParameterizedTest
  @ValueSource(ints = {Flood.PING, Flood.PONG})
  void controlFramesCount(int frame) throws IOException {
    assertThat(Flood.sentUntilCut(TOMCAT.getConnector().getLocalPort(), "/flood", frame))
        .isLessThan(Flood.MUCH_BYTES);
  }

  /** Until it is cut it is read, since its answer may be behind all that. */
  @Test
  void whoIsSentAwayForOtherReasonsCannotFloodEither() throws IOException {
    assertThat(sentUntilCut("/leave", Flood.TEXT)).isLessThan(Flood.MUCH_BYTES);
  }

  /** Tomcat would make a buffer for the largest text with the first one. */
  @Test
  void whoSaysLittleHasNoBufferForAllThatItMaySay() throws InterruptedException {
    List<WebSocket> clients = new ArrayList<>();
    long before = usedBytes();
    for (int i = 0; i < 8; i++) {
      WebSocket client = connect("/large");
      clients.add(client);
      client.sendText("little", true).join();
      assertThat(SEEN.poll(10, SECONDS)).isEqualTo("little".length());
    }

    assertThat(usedBytes() - before).isLessThan(8L * LARGE_BYTES);

    WebSocket last = connect("/large");
    last.sendText("é".repeat(50_000), false).join();
    last.sendText("x".repeat(50_000), true).join();
    assertThat(SEEN.poll(10, SECONDS)).isEqualTo(100_000);
    clients.forEach(WebSocket::abort);
    last.abort();
  }

  private static WebSocket connect(String path) {
    int port = TOMCAT.getConnector().getLocalPort();
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + port + path), new WebSocket.Listener() {})
        .join();
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long sentUntilCut(String path, int frame) throws IOException {
    return Flood.sentUntilCut(TOMCAT.getConnector().getLocalPort(), path, frame);
  }

  /** The application. */
  private static final class Listening implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
      WebSocketServer.open(WebSocketServerOptions.of("/flood").maxMessagesPerSecond(1).build());
      WebSocketServer.open(WebSocketServerOptions.of("/large").maxMessageSize(LARGE_BYTES).build())
          .onMessage(message -> SEEN.add(message.text().length()));
      WebSocketServer.open("/leave").onConnect(connected -> connected.port().close());
    }
  }
}
