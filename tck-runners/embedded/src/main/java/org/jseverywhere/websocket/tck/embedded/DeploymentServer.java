package org.jseverywhere.websocket.tck.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jseverywhere.websocket.embedded.WarServer;

/**
 * The process under test: the embedded server, and on a second port of the loopback address who
 * deploys to it. {@code POST /deploy/name} has the path of the WAR as its body, {@code POST
 * /undeploy/name} has none.
 */
public final class DeploymentServer {

  /** What the process writes when it accepts deployments. */
  static final String READY = "The embedded server accepts deployments.";

  /** The status of a refusal, whose text is the reason. */
  static final int REFUSED = 422;

  private static final int OK = 200;

  private final WarServer server;

  private DeploymentServer(WarServer server) {
    this.server = server;
  }

  /**
   * Runs until SIGTERM.
   *
   * @param arguments the port for the applications, and the port for deployments
   * @throws IOException if it cannot listen there
   */
  public static void main(String... arguments) throws IOException {
    WarServer server = WarServer.start("127.0.0.1", Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    DeploymentServer deployments = new DeploymentServer(server);
    InetSocketAddress control =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    HttpServer http = HttpServer.create(control, 0);
    http.createContext("/", deployments::handle);
    http.start();
    System.out.println(READY);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    try {
      if (path[1].equals("deploy")) {
        answer(exchange, OK, server.deploy("/" + path[2], Path.of(body)).toString());
      } else {
        server.undeploy("/" + path[2]);
        answer(exchange, OK, "");
      }
    } catch (IOException | IllegalArgumentException e) {
      answer(exchange, REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
