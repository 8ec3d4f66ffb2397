package org.jseverywhere.websocket.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a real Tomcat. */
@Timeout(60)
class TomcatTransportTest {

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

  private static long sentUntilCut(String path, int frame) throws IOException {
    return Flood.sentUntilCut(TOMCAT.getConnector().getLocalPort(), path, frame);
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
