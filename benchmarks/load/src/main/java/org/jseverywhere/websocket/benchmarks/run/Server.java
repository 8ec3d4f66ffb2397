package org.jseverywhere.websocket.benchmarks.run;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server's process; it ends when its standard input does. */
final class Server implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final Process process;
  private final int port;

  private Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Server start(Options options, Container container, String subject, Path log)
      throws IOException {
    int port = freePort();
    List<String> command = options.prefix(0);
    command.addAll(command(options, container, subject));
    command.addAll(List.of("--port", Integer.toString(port)));
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    Server server = new Server(process, port);
    server.awaitReady(log);
    return server;
  }

  private static List<String> command(Options options, Container container, String subject) {
    Path root = options.root();
    if (container == Container.NODE) {
      return List.of("node", root.resolve("peers/node/server.js").toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options.serverOptions());
    command.addAll(container.serverOptions());
    command.add("-cp");
    command.add(classPath(options, container));
    command.add(container.mainClass());
    command.add(subject);
    return command;
  }

  private static String classPath(Options options, Container container) {
    Path root = options.root();
    Path target = root.resolve(container.directory()).resolve("target");
    List<String> places =
        new ArrayList<>(
            List.of(
                root.resolve("endpoints/target/classes").toString(),
                target.resolve("classes").toString(),
                target.resolve("lib").resolve("*").toString(),
                options.ours().resolve("api").toString(),
                options.ours().resolve("impl").toString()));
    if (container == Container.TYRUS) {
      places.add(options.ours().resolve("embedded").toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      // Not one on which clients of the cell before linger, at whatever address: Tyrus would not
      // bind it.
      probe.setReuseAddress(false);
      probe.bind(new InetSocketAddress(0), 1);
      return probe.getLocalPort();
    }
  }

  private void awaitReady(Path log) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("READY")) {
        return;
      }
    }
    close();
    throw new IOException("the server did not start; see " + log.getFileName());
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
