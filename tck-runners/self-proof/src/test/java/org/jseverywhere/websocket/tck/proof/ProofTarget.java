package org.jseverywhere.websocket.tck.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckContainer;
import org.jseverywhere.websocket.tck.embedded.EmbeddedContainer;
import org.jseverywhere.websocket.tck.tomcat.TomcatContainer;
import org.jseverywhere.websocket.tck.wildfly.WildFlyContainer;

/** Where a fault can show. */
enum ProofTarget {
  /** Starts fastest, and its own sources can be broken too. */
  EMBEDDED("embedded", EmbeddedContainer.class),
  /** A plain program, in a process of its own: chapter EMB. */
  PROGRAM("embedded", EmbeddedContainer.class),
  /** Has users and HTTP sessions. */
  TOMCAT("tomcat", TomcatContainer.class),
  /** Has Jakarta Concurrency. */
  WILDFLY("wildfly", WildFlyContainer.class);

  private final String server;
  private final Class<? extends TckContainer> container;

  ProofTarget(String server, Class<? extends TckContainer> container) {
    this.server = server;
    this.container = container;
  }

  static ProofTarget named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean isOurs() {
    return server.equals("embedded");
  }

  /** The jars as they are, of which some may be broken: our own server's, or an application's. */
  Path jars() {
    return directory("proof." + server + ".jars");
  }

  /** Runs the tests of some rules on a server that has these jars. */
  TckRun run(Path jars, Set<Rule> rules, Path report) throws IOException, InterruptedException {
    // Our own server gives applications its implementation, whatever they bring.
    Path implementation = isOurs() ? directory("proof.implementation") : jars;
    Path home = isOurs() ? jars : directory("proof." + server + ".home");
    System.setProperty("tck.container", container.getName());
    System.setProperty("tck.server.name", server);
    System.setProperty("tck.implementation", implementation.toString());
    System.setProperty("tck.server.home", home.toString());
    System.setProperty("tck.report.dir", report.toString());
    return this == PROGRAM ? TckRun.inProcess(jars, rules) : TckRun.here(rules);
  }

  static Path directory(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("The system property " + property + " is missing");
    }
    return Path.of(value);
  }
}
