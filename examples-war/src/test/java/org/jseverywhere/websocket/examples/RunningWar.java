package org.jseverywhere.websocket.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged WAR as a process of its own, started as a newcomer does it: {@code java -jar}. */
final class RunningWar implements AutoCloseable {

  /** The class that "java -jar" begins with, below whatever directory it has inside the file. */
  static final String LAUNCHER = "org/jseverywhere/websocket/examples/launcher/Launcher.class";

  /** The file that the build has made. */
  private static final Path FILE = Path.of(System.getProperty("examples.war"));

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 30;
  private static final Pattern URL = Pattern.compile("http://\\S+/");

  private final Process process;
  private final CompletableFuture<URI> root = new CompletableFuture<>();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();

  private RunningWar(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output of the examples");
    reader.setDaemon(true);
    reader.start();
  }

  /** The names of all that is in the file. */
  static List<String> names() throws IOException {
    try (JarFile war = new JarFile(FILE.toFile())) {
      return war.stream().map(entry -> entry.getName()).toList();
    }
  }

  static RunningWar start(String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", FILE.toString()));
    command.addAll(Arrays.asList(arguments));
    return new RunningWar(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        output.add(line);
        Matcher url = URL.matcher(line);
        if (url.find()) {
          root.complete(URI.create(url.group()));
        }
      }
      root.completeExceptionally(new IOException("It ended and said:\n" + output()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first URL that it prints, which is where it serves. */
  URI root() throws IOException {
    try {
      return root.copy().orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IOException("It does not serve; it said:\n" + output(), e);
    }
  }

  /** All that it has printed so far. */
  String output() {
    return String.join("\n", output);
  }

  /** Waits until it ends by itself. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("It still runs, and said:\n" + output());
    }
    return process.exitValue();
  }

  /** Asks it to end, as Ctrl-C does. */
  void stop() throws IOException {
    process.destroy();
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IOException("It had to be killed; it said:\n" + output());
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
