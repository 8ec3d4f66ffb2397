package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Loads a server and prints one line of JSON; times in it are milliseconds.
 *
 * <pre>
 * --workload echo      --port N --pid N --clients N --size BYTES --outstanding N --warmup S --seconds S
 * --workload broadcast --port N --pid N --clients N --size BYTES --window N --warmup S --seconds S
 * --workload stalled   as broadcast, and --stalled N --mostWindow N --patience S
 * --workload limits    --of W, and what the work W asks for
 * --workload attacked  --port N --pid N --clients N --size BYTES --kind K --warmup S --seconds S
 * --workload idle      --port N --pid N --clients N
 * --workload churn     --port N --pid N --clients N
 * </pre>
 */
public final class Load {

  static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Longer than the deadline of a closing handshake, which keeps what it looks after. */
  static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private Load() {}

  /**
   * Runs.
   *
   * @param arguments pairs of a name and a value
   * @throws IOException if there is no selector
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println(run(new Settings(arguments)));
  }

  static Report run(Settings settings) throws IOException {
    ServerProbe server = new ServerProbe(settings.number("pid"), settings.number("jvm", 1) == 1);
    Report report = new Report();
    Faults faults = new Faults();
    try (Loop loop = new Loop()) {
      work(loop, settings, server, faults, report);
    } catch (IOException | UncheckedIOException e) {
      // Of the server, whose process may have ended; what was measured before still counts.
      faults.add(e.toString());
    }
    faults.report(report);
    return report;
  }

  private static void work(
      Loop loop, Settings settings, ServerProbe server, Faults faults, Report report)
      throws IOException {
    switch (settings.text("workload")) {
      case "echo" -> new EchoWork(loop, settings, server, faults).run(settings, report);
      case "broadcast" -> new BroadcastWork(loop, settings, server, faults).run(settings, report);
      case "stalled" -> new StalledWork(loop, settings, server, faults).run(settings, report);
      case "limits" -> new LimitsWork(loop, settings, server, faults).run(report);
      case "attacked" -> new AttackedWork(loop, settings, server, faults).run(settings, report);
      case "idle" -> new IdleWork(loop, server, faults).run(settings, report);
      case "churn" -> new ChurnWork(loop, server, faults).run(settings, report);
      default -> throw new IllegalArgumentException("no such workload");
    }
  }
}
