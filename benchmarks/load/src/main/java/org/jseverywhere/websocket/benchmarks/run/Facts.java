package org.jseverywhere.websocket.benchmarks.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a reader has to know of a container, the machine and the run. */
final class Facts {

  private Facts() {}

  static String of(Options options, Container container) throws IOException {
    return "%s %s, %s, %s; %d cores%s, %s %s, load average %s when it began; %s"
        .formatted(
            container.title,
            container.isJava() ? version(options, container) : "",
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("java.vendor")
                + " "
                + System.getProperty("java.runtime.version")
                + " with "
                + String.join(" ", options.serverOptions()),
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            firstWord(Path.of("/proc/loadavg")),
            "%d rounds, %.0f s to warm up, %.0f s measured; %s"
                .formatted(
                    options.rounds(),
                    options.warmup(),
                    options.seconds(),
                    options.pinned()
                        ? "server and load on a core each"
                        : "server and load on any core"));
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
