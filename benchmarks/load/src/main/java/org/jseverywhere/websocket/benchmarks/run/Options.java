package org.jseverywhere.websocket.benchmarks.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line of {@code run.sh}. */
final class Options {

  private static final Set<String> FLAGS = Set.of("quick");
  private static final Set<String> NAMES =
      Set.of(
          "container",
          "workload",
          "subjects",
          "rounds",
          "seconds",
          "warmup",
          "server-options",
          "nice",
          "output",
          "ledger",
          "root",
          "ours",
          "pin");

  private final Map<String, String> values = new HashMap<>();

  Options(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String name = arguments[i].replaceFirst("^--", "");
      if (FLAGS.contains(name)) {
        values.put(name, "");
      } else if (NAMES.contains(name) && i + 1 < arguments.length) {
        values.put(name, arguments[++i]);
      } else {
        throw new IllegalArgumentException(
            "what is " + arguments[i] + "? see benchmarks/README.md");
      }
    }
  }

  private boolean quick() {
    return values.containsKey("quick");
  }

  private String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  private static List<String> words(String text) {
    return List.of(text.split("[, ]+", -1));
  }

  List<Container> containers() {
    String names = text("container", "tyrus,tomcat,jetty,undertow,undertow-workers,netty,node");
    return words(names).stream().map(Container::of).toList();
  }

  List<Workload> workloads() {
    String names =
        text(
            "workload",
            "echo-64-1,echo-64-16,echo-4096-1,broadcast-1000,broadcast-10,stalled-5,idle-10000,"
                + (quick() ? "churn-20000" : "churn-1000000"));
    return words(names).stream().map(Workload::of).toList();
  }

  List<String> subjects(Container container, Workload workload) {
    String names = values.get("subjects");
    return names == null || container.isPeer() ? workload.subjects(container) : words(names);
  }

  /** What is counted is counted once; only what takes time varies. */
  int rounds(Workload workload) {
    return workload.kind() == Workload.Kind.CHURN || workload.kind() == Workload.Kind.IDLE
        ? 1
        : rounds();
  }

  int rounds() {
    return Integer.parseInt(text("rounds", quick() ? "1" : "3"));
  }

  double seconds() {
    return Double.parseDouble(text("seconds", quick() ? "2" : "6"));
  }

  double warmup() {
    // The compiler shares the server's core, and takes a third of it for ten seconds and more.
    return Double.parseDouble(text("warmup", quick() ? "2" : "20"));
  }

  List<String> serverOptions() {
    return words(text("server-options", "-Xmx2g"));
  }

  /** Where the page goes; null if only a part was asked for. */
  @Nullable Path output() {
    String output = values.get("output");
    return output == null ? null : Path.of(output);
  }

  /** Where the results are kept that the page tells of. */
  Path ledger() {
    return Path.of(text("ledger", "results.jsonl"));
  }

  Path root() {
    return Path.of(text("root", "."));
  }

  /** Where the library's classes are, one directory for each module. */
  Path ours() {
    return Path.of(text("ours", "target/ours"));
  }

  /** Whether the server has a core of its own, and the load another one. */
  boolean pinned() {
    return !text("pin", "none").equals("none");
  }

  /** The core of the server, then that of the load. */
  List<String> pin() {
    return words(text("pin", ""));
  }

  /** What stands before a command, so that it runs on that core: 0 the server's, 1 the load's. */
  List<String> prefix(int core) {
    List<String> prefix = new ArrayList<>();
    if (values.containsKey("nice")) {
      prefix.addAll(List.of("nice", "-n", text("nice", "0")));
    }
    if (pinned()) {
      prefix.addAll(List.of("taskset", "-c", pin().get(core)));
    }
    return prefix;
  }
}
