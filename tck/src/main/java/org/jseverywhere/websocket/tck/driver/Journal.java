package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * What the application has recorded for one test. Lines are taken in the order in which they
 * happened, and each only once: what nobody took is reported when the test is over.
 */
public final class Journal {

  private final Application application;
  private final String scenario;
  private final List<Fields> waiting = new ArrayList<>();
  private int read;

  Journal(Application application, String scenario) {
    this.application = application;
    this.scenario = scenario;
  }

  /**
   * Takes the next lines about one client, and holds them against what they must be.
   *
   * @param client the name of the client, empty for what concerns the server as a whole
   * @param expected each such as {@code connect}, {@code message hello}, {@code close 1000 bye
   *     clean}; with {@code port} in front if a handler of the port wrote it
   */
  public void expect(String client, String... expected) {
    List<String> seen =
        take(line -> line.get("client").equals(client), expected.length).stream()
            .map(Journal::brief)
            .toList();
    assertThat(seen)
        .as("what the application saw of client \"%s\"", client)
        .containsExactly(expected);
  }

  /**
   * Takes the next line of a type.
   *
   * @param type such as {@code error}, or the name of a step that writes a line
   * @return the line
   */
  public Fields next(String type) {
    List<Fields> taken = take(line -> line.get("type").equals(type), 1);
    assertThat(taken)
        .as("a line of type \"%s\" in the journal; there were %s", type, waiting)
        .hasSize(1);
    return taken.get(0);
  }

  /**
   * Takes lines.
   *
   * @param which what to take
   * @param count how many to wait for
   * @return as many, or fewer if they did not come in time
   */
  public List<Fields> take(Predicate<Fields> which, int count) {
    await(which, count);
    List<Fields> taken = new ArrayList<>();
    Iterator<Fields> lines = waiting.iterator();
    while (lines.hasNext() && taken.size() < count) {
      Fields line = lines.next();
      if (which.test(line)) {
        taken.add(line);
        lines.remove();
      }
    }
    return taken;
  }

  /**
   * Takes all lines up to the next one of a type, and that one.
   *
   * @param type such as {@code close}
   * @return the lines in their order; none if there is no such line in time
   */
  public List<Fields> takeUntil(String type) {
    Predicate<Fields> isLast = line -> line.get("type").equals(type);
    await(isLast, 1);
    List<Fields> taken = new ArrayList<>();
    if (waiting.stream().anyMatch(isLast)) {
      do {
        taken.add(waiting.remove(0));
      } while (!isLast.test(taken.get(taken.size() - 1)));
    }
    return taken;
  }

  private void await(Predicate<Fields> which, int count) {
    long deadline = System.nanoTime() + TckTimeouts.CURRENT.arrival().toNanos();
    long left = TckTimeouts.CURRENT.arrival().toNanos();
    while (waiting.stream().filter(which).count() < count && left > 0) {
      fetch(Duration.ofNanos(left));
      left = deadline - System.nanoTime();
    }
  }

  /** Watches that nothing more is recorded, for the time of silence. */
  public void expectNothing() {
    fetch(Duration.ZERO);
    if (waiting.isEmpty()) {
      fetch(TckTimeouts.CURRENT.silence());
    }
    assertThat(left()).as("what the application saw beyond what the test expects").isEmpty();
  }

  /** What was recorded and not taken, in brief. */
  List<String> left() {
    fetch(Duration.ZERO);
    return waiting.stream().map(line -> line.get("client") + ": " + brief(line)).toList();
  }

  /** Forgets the lines that are not to be reported. */
  void forgive(Predicate<Fields> which) {
    fetch(Duration.ZERO);
    waiting.removeIf(which);
  }

  private void fetch(Duration wait) {
    List<Fields> more = application.journal(scenario, read, wait);
    read += more.size();
    waiting.addAll(more);
  }

  /**
   * A line in the words of the tests.
   *
   * @param line a line of the journal
   * @return such as {@code port message hello}
   */
  public static String brief(Fields line) {
    List<String> words = new ArrayList<>();
    words.add(line.get("label"));
    words.add(line.get("type"));
    switch (line.get("type")) {
      case "message" -> {
        words.add(line.get("as"));
        words.add(line.has("size") ? line.get("size") + " long" : line.get("text"));
        words.add(decoded(line.get("base64")));
      }
      case "close" -> {
        words.add(line.get("code"));
        words.add(line.get("reason"));
        words.add(line.get("clean").equals("true") ? "clean" : "unclean");
      }
      default -> words.add(line.get("note"));
    }
    words.removeIf(String::isEmpty);
    return String.join(" ", words);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }
}
