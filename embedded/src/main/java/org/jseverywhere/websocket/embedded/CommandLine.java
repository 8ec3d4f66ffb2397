package org.jseverywhere.websocket.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the command line of the server says. */
record CommandLine(String host, int port, String context, Path war) {

  private static final String USAGE =
      "Usage: [--host 127.0.0.1] [--port 8080] [--context /name] [WAR or directory]";

  static void run(String... arguments) {
    PrintStream out = System.out;
    try {
      parse(arguments).serve(out);
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  static CommandLine parse(String... arguments) {
    String host = "127.0.0.1";
    int port = 8080;
    String context = "";
    Path war = null;
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String argument = rest.remove();
      switch (argument) {
        case "--host" -> host = value(argument, rest.poll());
        case "--port" -> port = port(value(argument, rest.poll()));
        case "--context" -> context = value(argument, rest.poll());
        default -> {
          if (argument.startsWith("-") || war != null) {
            throw new IllegalArgumentException("\"" + argument + "\" is not understood. " + USAGE);
          }
          war = Path.of(argument);
        }
      }
    }
    return new CommandLine(host, port, context, war == null ? itself() : war);
  }

  private static String value(String option, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(option + " needs a value. " + USAGE);
    }
    return value;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port is \"" + text + "\". " + USAGE, e);
    }
    throw new IllegalArgumentException("--port is " + text + ", allowed is 0 to 65535. " + USAGE);
  }

  /** The executable WAR that this class was loaded from. */
  private static Path itself() {
    try {
      Path source =
          Path.of(
              Objects.requireNonNull(CommandLine.class.getProtectionDomain().getCodeSource())
                  .getLocation()
                  .toURI());
      if (source.toString().endsWith(".war")) {
        return source;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(USAGE, e);
    }
    throw new IllegalArgumentException("There is no application to serve. " + USAGE);
  }

  private void serve(PrintStream out) throws IOException {
    WarServer server = WarServer.start(host, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "websocket-server-shutdown"));
    URI root = server.deploy(context, war);
    out.println(root);
    out.println(root.toString().replaceFirst("^http", "ws"));
    out.println("Ctrl-C ends it.");
  }
}
