package org.jseverywhere.websocket.tck.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Where a server process is told what to deploy: {@code POST /deploy/name} has the path of the WAR
 * as its body, {@code POST /undeploy/name} has none.
 */
public final class DeploymentPort {

  /** What the process writes when it accepts deployments. */
  static final String READY = "This server accepts deployments.";

  /** The status of a refusal, whose text is the reason. */
  static final int REFUSED = 422;

  private static final int OK = 200;

  private final Deployer deployer;

  private DeploymentPort(Deployer deployer) {
    this.deployer = deployer;
  }

  /** Who deploys. */
  public interface Deployer {

    /**
     * Deploys an application.
     *
     * @param name its context path without the slash
     * @param war the archive
     * @throws IOException if it is refused, with the reason
     */
    void deploy(String name, Path war) throws IOException;

    /**
     * Undeploys an application.
     *
     * @param name its context path without the slash
     * @throws IOException if that fails, with the reason
     */
    void undeploy(String name) throws IOException;
  }

  /**
   * Listens, and says so on the standard output.
   *
   * @param port of the loopback address
   * @param deployer who deploys
   * @throws IOException if it cannot listen there
   */
  public static void open(int port, Deployer deployer) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.createContext("/", new DeploymentPort(deployer)::handle);
    http.start();
    System.out.println(READY);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    try {
      if (path[1].equals("deploy")) {
        deployer.deploy(path[2], Path.of(body));
      } else {
        deployer.undeploy(path[2]);
      }
      answer(exchange, OK, "");
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
