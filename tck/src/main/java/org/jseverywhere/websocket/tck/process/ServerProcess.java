package org.jseverywhere.websocket.tck.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A server's process, which writes all its output to one log. It ends when {@link #stop} is called,
 * at the latest together with the virtual machine that started it.
 */
public final class ServerProcess {

  private static final System.Logger LOGGER = System.getLogger(ServerProcess.class.getName());

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final int LOG_LINES_IN_MESSAGES = 40;

  /** Something that can be seen from outside the process. */
  @FunctionalInterface
  public interface Condition {
    /**
     * Looks once.
     *
     * @return whether the condition holds now
     * @throws Exception if it cannot hold any more
     */
    boolean holds() throws Exception;
  }

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread killAtExit;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.killAtExit = new Thread(process::destroyForcibly, "kill " + name);
  }

  /**
   * Starts a process without input.
   *
   * @param name what messages call it
   * @param command the program and its arguments
   * @param directory the working directory
   * @param log the file that takes its output and errors
   * @return the running process
   * @throws IOException if it cannot be started
   */
  public static ServerProcess start(String name, List<String> command, Path directory, Path log)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    ServerProcess server = new ServerProcess(name, process, log);
    Runtime.getRuntime().addShutdownHook(server.killAtExit);
    return server;
  }

  /**
   * The operating system's id of this process.
   *
   * @return the id
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Whether the process has not ended yet.
   *
   * @return true as long as it runs
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * All that the process has written so far.
   *
   * @return the text, as far as it is UTF-8
   * @throws IOException if the log cannot be read
   */
  public String output() throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  /**
   * Looks at a condition again and again until it holds.
   *
   * @param what the condition in words, as in "… until <em>it accepts deployments</em>"
   * @param bound how long to wait at most
   * @param condition what to look at
   * @throws IllegalStateException if the process ends before the condition holds
   * @throws TimeoutException if the bound has passed
   * @throws Exception what the condition throws
   */
  public void await(String what, Duration bound, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (process.waitFor(POLL_INTERVAL.toMillis(), MILLISECONDS)) {
        throw new IllegalStateException(
            "Waited for %s until %s, but it ended with exit status %d. %s"
                .formatted(name, what, process.exitValue(), lastWords()));
      }
      if (System.nanoTime() - start > bound.toNanos()) {
        throw new TimeoutException(
            "Waited %d s for %s until %s, in vain. %s"
                .formatted(bound.toSeconds(), name, what, lastWords()));
      }
    }
  }

  /**
   * Waits until the process has ended by itself, for commands that do.
   *
   * @param bound how long it may take; it is killed then
   * @throws IllegalStateException if it was killed or its exit status is not 0
   * @throws IOException if the log cannot be read
   * @throws InterruptedException if interrupted while waiting
   */
  public void awaitSuccess(Duration bound) throws IOException, InterruptedException {
    boolean ended = process.waitFor(bound.toNanos(), NANOSECONDS);
    stop(Duration.ZERO);
    if (!ended) {
      throw new IllegalStateException(
          "%s did not end within %d s and was killed. %s"
              .formatted(name, bound.toSeconds(), lastWords()));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with exit status %d. %s".formatted(name, process.exitValue(), lastWords()));
    }
  }

  /**
   * Asks the process to end, as an operator would (SIGTERM), and kills it if it does not, or if the
   * calling thread is interrupted.
   *
   * @param grace how long it may take to end by itself
   */
  public void stop(Duration grace) {
    process.destroy();
    try {
      if (!process.waitFor(grace.toNanos(), NANOSECONDS)) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "{0} was asked to shut down and still ran after {1} s; it is killed. Its log is {2}",
            name,
            grace.toSeconds(),
            log);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(killAtExit);
  }

  private String lastWords() throws IOException {
    List<String> lines = output().lines().toList();
    int first = Math.max(0, lines.size() - LOG_LINES_IN_MESSAGES);
    return "Its log, %s, ends with:%n%s"
        .formatted(log, String.join(System.lineSeparator(), lines.subList(first, lines.size())));
  }
}
