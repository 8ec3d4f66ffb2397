package org.jseverywhere.websocket.internal.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
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

/** In a real Tomcat. */
@Timeout(60)
class TomcatTransportTest {

  private static final String HANDSHAKE =
      """
      GET %s HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  /** Two bytes of header, four of mask, and nothing else. */
  private static final int EMPTY_FRAME_BYTES = 6;

  /** What sockets hold, and a little more; Tomcat by itself reads ten times as much in a second. */
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private static final Tomcat TOMCAT = new Tomcat();

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
    assertThat(sentUntilCut("/flood")).isLessThan(MOST_BYTES);
  }

  /** Until it is cut it is read, since its answer may be behind all that. */
  @Test
  void whoIsSentAwayForOtherReasonsCannotFloodEither() throws IOException {
    assertThat(sentUntilCut("/leave")).isLessThan(MOST_BYTES);
  }

  private static long sentUntilCut(String path) throws IOException {
    int port = TOMCAT.getConnector().getLocalPort();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(HANDSHAKE.formatted(path).getBytes(US_ASCII));
      assertThat(client.getInputStream().read()).isEqualTo('H');
      return sentUntilCut(client);
    }
  }

  private static long sentUntilCut(Socket client) {
    byte[] frames = new byte[10_000 * EMPTY_FRAME_BYTES];
    for (int i = 0; i < frames.length; i += EMPTY_FRAME_BYTES) {
      frames[i] = (byte) 0x81;
      frames[i + 1] = (byte) 0x80;
    }
    long sent = 0;
    while (true) {
      try {
        client.getOutputStream().write(frames);
        sent += frames.length;
      } catch (IOException cut) {
        return sent;
      }
    }
  }

  /** The application. */
  private static final class Listening implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
      WebSocketServer.open(WebSocketServerOptions.of("/flood").maxMessagesPerSecond(1).build());
      WebSocketServer.open("/leave").onConnect(connected -> connected.port().close());
    }
  }
}
