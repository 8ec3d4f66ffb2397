package org.jseverywhere.websocket.benchmarks.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a reader has to know of the machine and the run. */
final class Facts {

  private Facts() {}

  static String of(Options options) throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, "Date", LocalDate.now(ZoneOffset.UTC).toString());
    line(
        text,
        "Machine",
        "%d cores%s, %s %s, load average %s when it began"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                firstWord(Path.of("/proc/loadavg"))));
    line(
        text,
        "Java",
        System.getProperty("java.vendor")
            + " "
            + System.getProperty("java.runtime.version")
            + ", servers with "
            + String.join(" ", options.serverOptions()));
    line(text, "Versions", versions(options));
    line(
        text,
        "Run",
        "%d rounds, interleaved; for each cell a new server process, %.0f s to warm up, %.0f s measured; %s"
            .formatted(
                options.rounds(),
                options.warmup(),
                options.seconds(),
                options.pinned()
                    ? "server on core " + options.pin().get(0) + ", load on " + options.pin().get(1)
                    : "server and load on any core"));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(value).append(".\n");
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
        .findFirst()
        .orElse("");
  }

  private static String firstWord(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.indexOf(' '));
  }

  private static String versions(Options options) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Container container : options.containers()) {
      text.append(text.isEmpty() ? "" : ", ").append(container.title);
      if (container.isJava()) {
        text.append(' ').append(version(options, container));
      }
    }
    return text.toString();
  }

  private static String version(Options options, Container container) throws IOException {
    Path lib = options.root().resolve(container.directory()).resolve("target/lib");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, container.jar + "-[0-9]*")) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        return name.substring(container.jar.length() + 1, name.length() - ".jar".length());
      }
    }
    return "of unknown version";
  }
}
