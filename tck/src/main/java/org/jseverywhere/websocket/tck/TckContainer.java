package org.jseverywhere.websocket.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * A server that the TCK starts, deploys web applications to and stops, at moments the tests choose.
 *
 * <p>An implementation is found by {@link java.util.ServiceLoader}; it has a public constructor
 * without parameters. A container is started at most once, by one thread, and is asked for nothing
 * before {@link #start()} has returned. Every method that waits does so within a bound of its own
 * and throws, naming what it waited for and the {@linkplain #log() log}, when the bound has passed.
 *
 * <p>The server listens on the loopback address only, on ports that were free when it was started,
 * so that several builds can run on one machine at the same time.
 */
public interface TckContainer extends AutoCloseable {

  /**
   * Makes the container whose class the system property {@code tck.container} names, or the only
   * one on the class path.
   *
   * @return a container that is not started
   * @throws IllegalStateException if there is none, or more than one
   */
  static TckContainer find() {
    String wanted = System.getProperty("tck.container", "");
    List<ServiceLoader.Provider<TckContainer>> found =
        ServiceLoader.load(TckContainer.class).stream()
            .filter(one -> wanted.isEmpty() || one.type().getName().equals(wanted))
            .toList();
    if (found.size() == 1) {
      return found.get(0).get();
    }
    throw new IllegalStateException(
        "The TCK has nothing to test, or too much. Give -Dtck.base-uri of a deployed fixture, or a"
            + " TckContainer on the class path; of several, the class of one as -Dtck.container."
            + " It is \""
            + wanted
            + "\", for which there are "
            + found.stream().map(one -> one.type().getName()).toList()
            + ".");
  }

  /**
   * The name of this container in reports.
   *
   * @return a short name in lower case, such as {@code wildfly}
   */
  String name();

  /**
   * Boots the server and returns when it accepts deployments.
   *
   * @throws Exception if the server ended by itself or did not become ready
   */
  void start() throws Exception;

  /**
   * Deploys a web application beside those that are deployed already and returns when it answers.
   *
   * @param contextName the context path without its slash, such as {@code fixture}; not in use yet
   * @param war the packaged application, which stays untouched
   * @return the application's root, such as {@code http://127.0.0.1:34567/fixture/}
   * @throws DeploymentFailure if the server refused the application
   * @throws Exception if the server could not be asked or did not answer
   */
  URI deploy(String contextName, Path war) throws Exception;

  /**
   * Undeploys what {@link #deploy} deployed under this name and returns when it is gone.
   *
   * @param contextName the name given to {@link #deploy}
   * @throws Exception if the server could not be asked or did not undeploy it
   */
  void undeploy(String contextName) throws Exception;

  /**
   * Asks the server to shut down, as an operator would (SIGTERM), and returns when its process has
   * ended; one that does not end in time is killed. Does nothing if it was never started or has
   * ended already. An interrupt ends the wait and kills the server; the thread stays interrupted.
   *
   * @throws IOException if the server could not be stopped
   */
  @Override
  void close() throws IOException;

  /**
   * The rules that this server does not let anybody keep, whatever an implementation does above it,
   * each with the reason. Their tests are skipped, and the report has the reason.
   *
   * @return none, unless the server is known for it
   */
  default Map<Rule, String> beyondReach() {
    return Map.of();
  }

  /**
   * Fields, static or not, of the server's own classes that keep whatever was running when they got
   * their value, whatever an implementation does. The search for what keeps undeployed applications
   * alive does not go through the objects that they refer to; every other path counts.
   *
   * @return each as {@code package.Type#field}; none, unless the server is known for it
   */
  default Set<String> knownHolders() {
    return Set.of();
  }

  /**
   * The operating system's id of the process that runs the applications, for heap dumps and
   * signals.
   *
   * @return the id, or empty if the server is not running or runs inside the caller's own process
   */
  OptionalLong pid();

  /**
   * The file that the server writes its log to, for the messages of failed tests.
   *
   * @return the log, which need not exist before {@link #start()}
   */
  Path log();
}
