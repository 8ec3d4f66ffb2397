package org.jseverywhere.websocket.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jseverywhere.websocket.embedded.internal.war.WarHosting;

/**
 * A small server for web applications: files, servlets that are declared by annotation, beans (with
 * Weld SE on the class path) and WebSocket servers of this library. It is meant for development,
 * tests and small services; it has no JSP, no web.xml, no JNDI and no security of its own.
 *
 * <p>Each application has a class loader of its own below that of this server, whose classes it
 * sees first. Threads: any; deployments are made one after the other.
 */
public final class WarServer implements AutoCloseable {

  private final WarHosting hosting;

  private WarServer(WarHosting hosting) {
    this.hosting = hosting;
  }

  /**
   * Starts to listen, with no application yet.
   *
   * @param host a name or address of this machine; only there is listened
   * @param port the port, 0 for a free one
   * @return the server
   * @throws IOException if that address cannot be listened on
   */
  public static WarServer start(String host, int port) throws IOException {
    try {
      return new WarServer(
          WarHosting.start(new InetSocketAddress(InetAddress.getByName(host), port)));
    } catch (UnknownHostException e) {
      throw new IOException("Cannot serve on " + host + " port " + port + ": unknown host.", e);
    } catch (IOException e) {
      throw new IOException(
          "Cannot serve on "
              + host
              + " port "
              + port
              + ": "
              + e.getMessage()
              + ". End the program that has the port, or use another one, or 0 for a free one.",
          e);
    }
  }

  /**
   * The port that is listened on.
   *
   * @return never 0
   */
  public int port() {
    return hosting.port();
  }

  /**
   * Deploys an application; it answers when this returns.
   *
   * @param contextPath empty for the root, or a path of one segment such as {@code "/name"}
   * @param war a WAR, or a directory with the content of one
   * @return where the application answers, such as {@code http://127.0.0.1:8080/name/}
   * @throws IOException if it cannot be deployed; the message has every reason
   */
  public URI deploy(String contextPath, Path war) throws IOException {
    return hosting.deploy(contextPath, war);
  }

  /**
   * Undeploys an application; its clients are closed with 1001, and its listeners are told.
   *
   * @param contextPath as it was deployed
   * @throws IllegalArgumentException if nothing is deployed there
   */
  public void undeploy(String contextPath) {
    hosting.undeploy(contextPath);
  }

  /** Undeploys all applications, and listens no more. Without effect if that was done before. */
  @Override
  public void close() {
    hosting.close();
  }

  /**
   * Serves one application until the process is asked to end (SIGTERM, Ctrl-C).
   *
   * @param arguments {@code [--host H] [--port N] [--context /name] [WAR or directory]}; without
   *     the last it serves the executable WAR that it was started from
   */
  public static void main(String... arguments) {
    CommandLine.run(arguments);
  }
}
