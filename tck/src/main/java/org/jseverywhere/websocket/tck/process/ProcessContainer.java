package org.jseverywhere.websocket.tck.process;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jseverywhere.websocket.tck.TckContainer;
import org.jspecify.annotations.Nullable;

/**
 * A container that is a process on this machine, started from a copy of its {@link Installation}'s
 * configuration. A subclass says how to start it and how to deploy.
 */
public abstract class ProcessContainer implements TckContainer {

  /** How long a server may take from its start until it accepts deployments. */
  protected static final Duration BOOT_BOUND = Duration.ofMinutes(3);

  /** How long a server may take to deploy or undeploy one application. */
  protected static final Duration DEPLOYMENT_BOUND = Duration.ofMinutes(2);

  private static final System.Logger LOGGER = System.getLogger(ProcessContainer.class.getName());
  private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(45);
  private static final Pattern CONTEXT_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final String name;
  private final Installation installation;
  private final int httpPort;
  private @Nullable Path instance;
  private @Nullable ServerProcess process;

  /**
   * Prepares a container that is not started yet.
   *
   * @param installation the unpacked server
   */
  protected ProcessContainer(Installation installation) {
    this.name = installation.name();
    this.installation = installation;
    this.httpPort = FreePorts.take(1).get(0);
  }

  /**
   * Writes the server's configuration and says how to start it.
   *
   * @param instance an empty directory for what this start needs
   * @return the program and its arguments; it must listen for HTTP on {@link #httpPort()} of
   *     127.0.0.1
   * @throws Exception if the configuration cannot be written
   */
  protected abstract List<String> configure(Path instance) throws Exception;

  /**
   * Looks once whether the server accepts deployments.
   *
   * @param server the process, which has been started
   * @return true when it does
   * @throws Exception if it never will
   */
  protected abstract boolean acceptsDeployments(ServerProcess server) throws Exception;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() throws Exception {
    if (process != null) {
      throw new IllegalStateException(name + " has been started already; use a new container");
    }
    Path directory = installation.newInstance(name);
    instance = directory;
    long begin = System.nanoTime();
    ServerProcess started =
        ServerProcess.start(name, configure(directory), directory, logOf(directory));
    process = started;
    try {
      started.await("it accepts deployments", BOOT_BOUND, () -> acceptsDeployments(started));
    } catch (Exception e) {
      close();
      throw e;
    }
    LOGGER.log(
        System.Logger.Level.INFO,
        "{0} accepts deployments at http://127.0.0.1:{1,number,#}/ after {2} ms; log {3}",
        name,
        httpPort,
        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
        log());
  }

  @Override
  public final void close() {
    if (process != null) {
      process.stop(SHUTDOWN_GRACE);
    }
  }

  @Override
  public final OptionalLong pid() {
    return process != null && process.isAlive()
        ? OptionalLong.of(process.pid())
        : OptionalLong.empty();
  }

  @Override
  public final Path log() {
    return logOf(instance == null ? installation.work().resolve(name) : instance);
  }

  /**
   * The directory of the unpacked server.
   *
   * @return its home, not to be written to
   */
  protected final Path home() {
    return installation.home();
  }

  /**
   * The port for the applications.
   *
   * @return a port that was free when this object was made
   */
  protected final int httpPort() {
    return httpPort;
  }

  /**
   * The running server.
   *
   * @return its process
   * @throws IllegalStateException if it has not been started or has ended
   */
  protected final ServerProcess server() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException(
          "%s does not run; start it, or see why it ended in %s".formatted(name, log()));
    }
    return process;
  }

  /**
   * Checks what an application is to be deployed as.
   *
   * @param contextName the context path without its slash
   * @return where the application will answer
   * @throws IllegalArgumentException if it is not a plain name
   */
  protected final URI root(String contextName) {
    if (!CONTEXT_NAME.matcher(contextName).matches()) {
      throw new IllegalArgumentException(
          "The context name <%s> is not of letters, digits, - and _ only".formatted(contextName));
    }
    return URI.create("http://127.0.0.1:%d/%s/".formatted(httpPort, contextName));
  }

  /**
   * Names the Java program that runs this build, so that the server runs on the same JDK.
   *
   * @return the path of {@code java}
   */
  protected static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Checks that there is something to deploy.
   *
   * @param war the packaged application
   * @return its absolute path
   * @throws IllegalArgumentException if it is not a file
   */
  protected static Path existing(Path war) {
    if (!Files.isRegularFile(war)) {
      throw new IllegalArgumentException("There is no WAR to deploy at " + war);
    }
    return war.toAbsolutePath();
  }

  private static Path logOf(Path instance) {
    return instance.resolveSibling(instance.getFileName() + ".log");
  }
}
