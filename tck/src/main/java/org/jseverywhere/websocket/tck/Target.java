package org.jseverywhere.websocket.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jseverywhere.websocket.tck.driver.Application;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What the suites run against: an application that somebody deployed by hand ({@code
 * tck.base-uri}), or a {@link TckContainer} on the class path, started once, with the fixture
 * deployed once.
 *
 * <p>Threads: one at a time.
 */
public final class Target implements AutoCloseable {

  private static final String FIXTURE = "fixture";
  private static final String API = "org.jseverywhere.websocket";

  private final @Nullable TckContainer container;
  private final @Nullable WarAssembler wars;
  private final Application application;

  private Target(
      @Nullable TckContainer container, @Nullable WarAssembler wars, Application application) {
    this.container = container;
    this.wars = wars;
    this.application = application;
  }

  static Target find() throws Exception {
    String base = System.getProperty("tck.base-uri", "");
    if (!base.isEmpty()) {
      URI uri = URI.create(base.endsWith("/") ? base : base + "/");
      return new Target(null, null, new Application(uri));
    }
    TckContainer container = TckContainer.find();
    WarAssembler wars =
        new WarAssembler(
            Path.of(required("tck.implementation")),
            Path.of(System.getProperty("tck.war.dir", "target/tck")));
    container.start();
    try {
      URI root = container.deploy(FIXTURE, wars.fixture(FIXTURE, List.of()));
      return new Target(container, wars, new Application(root));
    } catch (Exception e) {
      container.close();
      throw e;
    }
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(
          "Give -D" + property + ", a directory with the jars of the API and its implementation.");
    }
    return value;
  }

  /**
   * The shared application.
   *
   * @return the fixture as deployed for all suites
   */
  public Application application() {
    return application;
  }

  /**
   * The name of this target in reports.
   *
   * @return the container's name, or the base URI
   */
  public String name() {
    return container == null ? application.base().toString() : container.name();
  }

  /** Why this target cannot keep one of these rules, or null if it can or is to show that. */
  @Nullable String beyondReach(Rule... rules) {
    if (container != null && !Boolean.getBoolean("tck.no-excuses")) {
      for (Rule rule : rules) {
        String reason = container.beyondReach().get(rule);
        if (reason != null) {
          return rule.id() + " is beyond reach on " + name() + ": " + reason;
        }
      }
    }
    return null;
  }

  /**
   * The server, for tests that deploy; they are skipped where the fixture was deployed by hand.
   *
   * @return the container
   */
  public TckContainer container() {
    if (container == null) {
      throw new TestAbortedException("needs a server that the TCK can deploy to");
    }
    return container;
  }

  /**
   * Deploys the fixture once more, beside the shared one.
   *
   * @param contextName the context path without its slash
   * @param extras simple names of classes of the package {@code fixture.extra} to be in it
   * @return the application
   * @throws Exception if it could not be deployed
   */
  public Application deployFixture(String contextName, String... extras) throws Exception {
    TckContainer server = container();
    return new Application(
        server.deploy(contextName, wars().fixture(contextName, List.of(extras))));
  }

  /**
   * Deploys the fixture once more, beside the shared one, until the result is closed.
   *
   * @param contextName the context path without its slash
   * @param extras simple names of classes of the package {@code fixture.extra} to be in it
   * @return the application with what belongs to it
   * @throws Exception if it could not be deployed
   */
  public Neighbour neighbour(String contextName, String... extras) throws Exception {
    return new Neighbour(container(), contextName, deployFixture(contextName, extras));
  }

  /**
   * Deploys an application with mistakes.
   *
   * @param contextName the context path without its slash
   * @param classes simple names of classes of the package {@code bad}
   * @return its root, if the server accepts it
   * @throws DeploymentFailure if the server refuses it, as it should
   * @throws Exception if the server could not be asked
   */
  public URI deployBad(String contextName, String... classes) throws Exception {
    TckContainer server = container();
    return server.deploy(contextName, wars().bad(contextName, List.of(classes)));
  }

  /**
   * Tells the library's packages from others: those of the jars in the applications, and those
   * below the API's, which a server that is made for it may have.
   *
   * @return whether the package of this name is of the library
   * @throws IOException if the jars cannot be read
   */
  public Predicate<String> library() throws IOException {
    Set<String> packages = wars().libraryPackages();
    return name ->
        packages.contains(name)
            || (name.startsWith(API + ".") && !name.startsWith(Target.class.getPackageName()));
  }

  private WarAssembler wars() throws IOException {
    if (wars == null) {
      throw new IOException("Without a container there is nothing to deploy");
    }
    return wars;
  }

  /** Undeploys the fixture and stops the server. */
  @Override
  public void close() throws IOException {
    if (container == null) {
      return;
    }
    try (TckContainer server = container) {
      server.undeploy(FIXTURE);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("The fixture could not be undeployed", e);
    }
  }
}
