package org.jseverywhere.websocket.examples.echo;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.jseverywhere.websocket.ConnectEvent;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;

/**
 * Opens two servers when the application starts; the library closes them when it stops.
 *
 * <p>{@code /echo} sends every message back and nothing else, so that load tools can use it. What a
 * person wants to know of the connection therefore comes from a server of its own, {@code
 * /echo-info}.
 */
@WebListener
public final class EchoServers implements ServletContextListener {

  /** For the container. */
  public EchoServers() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    WebSocketServer echo = WebSocketServer.open("/echo", "echo");
    echo.onMessage(EchoServers::sendBack);

    WebSocketServer info = WebSocketServer.open("/echo-info", "echo-info", "facts");
    info.onConnect(EchoServers::tellFacts);
  }

  private static void sendBack(MessageEvent message) {
    if (message.isText()) {
      message.port().postMessage(message.text());
    } else {
      message.port().postMessage(message.bytes());
    }
  }

  /** One line for each fact, its name and value parted by a tab. Values of cookies stay here. */
  private static void tellFacts(ConnectEvent connect) {
    Port port = connect.port();
    port.postMessage(
        String.join(
            "\n",
            "origin\t" + port.origin(),
            "cookies\t" + port.cookies().size(),
            "remoteURI\t" + port.remoteURI(),
            "protocol\t" + port.protocol(),
            "extensions\t" + port.extensions(),
            "url\t" + port.url()));
  }
}
