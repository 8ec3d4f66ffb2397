package org.jseverywhere.websocket.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something to measure.
 *
 * @param name on the command line
 * @param kind which table it goes to
 * @param text for the table
 * @param arguments of the load program
 */
record Workload(String name, Kind kind, String text, List<String> arguments) {

  /** Which numbers come out. */
  enum Kind {
    ECHO,
    BROADCAST,
    STALLED,
    ATTACKED,
    LIMITS,
    IDLE,
    CHURN;

    /** Whether it is told by the same table as echo and broadcast. */
    boolean isThroughput() {
      return this == ECHO || this == BROADCAST;
    }
  }

  static final List<Workload> ALL =
      List.of(
          echo("echo-64-1", 64, 1),
          echo("echo-64-16", 64, 16),
          echo("echo-4096-1", 4096, 1),
          echo("echo-4096-16", 4096, 16),
          broadcast("broadcast-1000", 1000, 100),
          broadcast("broadcast-10", 10, 100),
          broadcast("broadcast-1000-4k", 1000, 4096));

  private static final Pattern WITH_NUMBER = Pattern.compile("(stalled|idle|churn)-(\\d{1,7})");

  private static final String ATTACKED = "attacked-";
  private static final String LIMITS = "limits-";

  static Workload of(String name) {
    if (name.startsWith(ATTACKED)) {
      return attacked(name, name.substring(ATTACKED.length()));
    }
    if (name.startsWith(LIMITS)) {
      return limits(name, of(name.substring(LIMITS.length())));
    }
    Matcher matcher = WITH_NUMBER.matcher(name);
    if (matcher.matches()) {
      int number = Integer.parseInt(matcher.group(2));
      return switch (matcher.group(1)) {
        case "stalled" -> stalled(name, number);
        case "idle" -> new Workload(name, Kind.IDLE, name, arguments("idle", "clients", number));
        default -> new Workload(name, Kind.CHURN, name, arguments("churn", "clients", number));
      };
    }
    return ALL.stream()
        .filter(workload -> workload.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no workload "
                        + name
                        + "; there are "
                        + ALL.stream().map(Workload::name).toList()
                        + ", stalled-N, attacked-KIND, limits-WORK, idle-N, churn-N"));
  }

  private static Workload echo(String name, int size, int outstanding) {
    return new Workload(
        name,
        Kind.ECHO,
        "echo, 100 clients, " + size + " B, " + outstanding + " outstanding",
        arguments("echo", "clients", 100, "size", size, "outstanding", outstanding));
  }

  private static Workload broadcast(String name, int clients, int size) {
    return new Workload(
        name,
        Kind.BROADCAST,
        "broadcast, " + clients + " clients, " + size + " B, 4 outstanding",
        arguments("broadcast", "clients", clients, "size", size, "window", 4));
  }

  private static Workload stalled(String name, int stalled) {
    return new Workload(
        name,
        Kind.STALLED,
        "broadcast, 500 clients, 1 KiB, 4 outstanding; " + stalled + " stop reading",
        arguments(
            "stalled",
            "clients",
            500,
            "size",
            1024,
            "window",
            4,
            "mostWindow",
            64,
            "patience",
            90,
            "stalled",
            stalled));
  }

  private static Workload attacked(String name, String kind) {
    List<String> arguments = arguments("attacked", "clients", 100, "size", 64);
    arguments.addAll(List.of("--kind", kind));
    return new Workload(name, Kind.ATTACKED, kind, arguments);
  }

  private static Workload limits(String name, Workload of) {
    if (!of.kind.isThroughput()) {
      throw new IllegalArgumentException("no limits-" + of.name + ", only of echo and broadcast");
    }
    List<String> arguments = new ArrayList<>(of.arguments);
    arguments.set(0, "--of");
    arguments.addAll(List.of("--workload", "limits"));
    return new Workload(name, Kind.LIMITS, of.text, arguments);
  }

  private static List<String> arguments(String kind, Object... pairs) {
    List<String> arguments = new ArrayList<>(List.of("--workload", kind));
    for (Object each : pairs) {
      arguments.add(each instanceof String name ? "--" + name : each.toString());
    }
    return arguments;
  }

  /** Which idioms are worth holding against ours here. */
  List<String> subjects(Container container) {
    if (container.isPeer()) {
      return container.subjects();
    }
    return switch (kind) {
      case ECHO -> container.subjects();
      case BROADCAST ->
          Stream.concat(container.subjects().stream(), Stream.of("raw-dispatcher")).toList();
      // The blocking ones would stand still: the first that does not read holds up all.
      case STALLED -> List.of("ours", "raw-queue", "raw-async");
      case ATTACKED -> List.of("ours-guarded", "raw-async");
      case LIMITS -> List.of("ours-limited");
      case IDLE, CHURN -> List.of("ours", "raw-async");
    };
  }
}
