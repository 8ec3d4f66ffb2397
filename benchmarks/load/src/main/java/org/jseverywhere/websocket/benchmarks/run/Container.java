package org.jseverywhere.websocket.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** A kind of server process. */
enum Container {
  TYRUS("Tyrus", "tyrus-core", "ours raw-basic raw-async raw-asis"),
  TOMCAT("Tomcat", "tomcat-embed-core", "ours raw-basic raw-async"),
  JETTY("Jetty", "jetty-server", "ours raw-basic raw-async"),
  UNDERTOW("Undertow", "undertow-core", "ours raw-basic raw-async"),
  /** Endpoints are called on workers, where they may block, and not on the threads that read. */
  UNDERTOW_WORKERS("Undertow as in WildFly", "undertow-core", "ours raw-basic raw-async"),
  NETTY("Netty", "netty-codec-http", "peer"),
  NODE("Node", "", "peer");

  /** As people call it. */
  final String title;

  /** The beginning of the name of the jar whose version says which it is. */
  final String jar;

  private final String subjects;

  Container(String title, String jar, String subjects) {
    this.title = title;
    this.jar = jar;
    this.subjects = subjects;
  }

  static Container of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As {@link #of} takes it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where its program is. */
  String directory() {
    return this == UNDERTOW_WORKERS ? UNDERTOW.directory() : label();
  }

  /** What its JVM is told besides the options of the run. */
  List<String> serverOptions() {
    return switch (this) {
      case UNDERTOW_WORKERS -> List.of("-Dundertow.worker=true");
      // There the raw endpoints may not wait either.
      case UNDERTOW -> List.of("-Dhandlers=NON_BLOCKING");
      default -> List.of();
    };
  }

  List<String> subjects() {
    return List.of(subjects.split(" ", -1));
  }

  boolean isPeer() {
    return subjects.equals("peer");
  }

  boolean isJava() {
    return this != NODE;
  }

  /** The class that is run, by the convention that all modules follow. */
  String mainClass() {
    String program = this == UNDERTOW_WORKERS ? UNDERTOW.title : title;
    return "org.jseverywhere.websocket.benchmarks." + directory() + "." + program + "Server";
  }
}
