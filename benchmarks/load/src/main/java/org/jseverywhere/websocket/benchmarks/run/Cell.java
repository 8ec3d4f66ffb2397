package org.jseverywhere.websocket.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One server process of its own and one load process: nothing is left of the cell before. */
final class Cell {

  private final Options options;
  private final Container container;
  private final Workload workload;
  private final String subject;

  Cell(Options options, Container container, Workload workload, String subject) {
    this.options = options;
    this.container = container;
    this.workload = workload;
    this.subject = subject;
  }

  /** The line of JSON, or an empty one if there was none. */
  String run() throws IOException {
    Path logs = Files.createDirectories(options.root().resolve("target/logs"));
    String name = container.label() + "-" + workload.name() + "-" + subject;
    try (Server server =
        Server.start(options, container, subject, logs.resolve(name + "-server.log"))) {
      return load(server, logs.resolve(name + "-load.log"));
    }
  }

  private String load(Server server, Path log) throws IOException {
    Process load = new ProcessBuilder(command(server)).redirectError(log.toFile()).start();
    String output = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (output.isBlank()) {
      return "{\"errors\": 1, \"firstError\": \"the load program failed; see "
          + log.getFileName()
          + "\"}";
    }
    return output.strip();
  }

  private List<String> command(Server server) {
    Path target = options.root().resolve("load/target");
    List<String> command = options.prefix(1);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*",
            "org.jseverywhere.websocket.benchmarks.load.Load"));
    command.addAll(workload.arguments());
    command.addAll(
        List.of(
            "--port",
            Integer.toString(server.port()),
            "--pid",
            Long.toString(server.pid()),
            "--jvm",
            container.isJava() ? "1" : "0",
            "--warmup",
            Double.toString(options.warmup()),
            "--seconds",
            Double.toString(options.seconds())));
    return command;
  }
}
