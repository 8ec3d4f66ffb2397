package org.jseverywhere.websocket.benchmarks.server;

import java.io.IOException;

/** The command line that all servers have: {@code <subject> --port <number>}. */
public final class Launch {

  /** Starts a server. */
  @FunctionalInterface
  public interface Starter {

    /**
     * Starts, and returns when clients can connect.
     *
     * @param subject what serves them
     * @param port on 127.0.0.1
     * @throws Exception if that is impossible
     */
    void start(Subject subject, int port) throws Exception;
  }

  private Launch() {}

  /**
   * Starts, says so, and ends the process when the standard input ends.
   *
   * @param arguments of the program
   * @param starter starts the server
   * @throws Exception if the server does not start
   */
  public static void run(String[] arguments, Starter starter) throws Exception {
    if (arguments.length != 3 || !arguments[1].equals("--port")) {
      throw new IllegalArgumentException("expected: <subject> --port <number>");
    }
    int port = Integer.parseInt(arguments[2]);
    starter.start(Subject.of(arguments[0]), port);
    System.out.println("READY " + port);
    awaitEnd();
    // Not exit: nobody waits for clients to be told goodbye.
    Runtime.getRuntime().halt(0);
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Whatever is written is not meant for this program.
    }
  }
}
