package org.jseverywhere.websocket.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the load program notices. Every fault comes in the midst of a run. */
class LoadTest {

  /** The message that something happens to. */
  private static final int VICTIM = 20;

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("a server without fault has none")
  void faultless(String workload) throws IOException {
    assertThat(run(workload, "0.3", (number, text) -> List.of(text))).contains("\"errors\": 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("a content that is not what was sent is a fault")
  void wrongContent(String workload) throws IOException {
    String report =
        run(
            workload,
            (number, text) ->
                List.of(number == VICTIM ? text.substring(0, text.length() - 1) + "!" : text));
    assertThat(report).contains("got a wrong content in " + VICTIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("the content of the message before in the frame of this one is a fault")
  void mixedContent(String workload) throws IOException {
    List<String> fillings = new ArrayList<>();
    String report =
        run(
            workload,
            (number, text) -> {
              fillings.add(text.substring(Payloads.HEADER));
              String before = fillings.get(Math.max(0, fillings.size() - 2));
              return List.of(number == VICTIM ? text.substring(0, Payloads.HEADER) + before : text);
            });
    assertThat(report).contains("got a wrong content in " + VICTIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("a message cut short is a fault")
  void cut(String workload) throws IOException {
    String report =
        run(
            workload,
            (number, text) ->
                List.of(number == VICTIM ? text.substring(0, text.length() - 1) : text));
    assertThat(report).doesNotContain("\"errors\": 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("a message that is left out is a fault")
  void lost(String workload) throws IOException {
    String report = run(workload, (number, text) -> number == VICTIM ? List.of() : List.of(text));
    assertThat(report).contains("expected " + VICTIM).contains("got " + (VICTIM + 1));
  }

  @Test
  @DisplayName("replies that never come are counted")
  void neverCame() throws IOException {
    // Nothing comes after it that could tell that it is missing.
    String report =
        run("echo", "2", (number, text) -> number >= VICTIM ? List.of() : List.of(text));
    assertThat(report).contains("\"errors\": 4").contains("replies that never came");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("a message that comes twice is a fault")
  void twice(String workload) throws IOException {
    String report =
        run(workload, (number, text) -> number == VICTIM ? List.of(text, text) : List.of(text));
    assertThat(report).contains("expected " + (VICTIM + 1)).contains("got " + VICTIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("two messages that change places are a fault")
  void outOfOrder(String workload) throws IOException {
    List<String> late = new ArrayList<>();
    String report =
        run(
            workload,
            (number, text) -> {
              if (number == VICTIM) {
                late.add(text);
                return List.of();
              }
              return number == VICTIM + 1 ? List.of(text, late.get(0)) : List.of(text);
            });
    assertThat(report).contains("expected " + VICTIM).contains("got " + (VICTIM + 1));
  }

  @Test
  @DisplayName("a message that was not sent yet is a fault")
  void early() throws IOException {
    String report =
        run(
            "echo",
            (number, text) -> {
              String next = "0000%08x".formatted(number + 1) + text.substring(Payloads.HEADER);
              return number == VICTIM ? List.of(next) : List.of(text);
            });
    assertThat(report).contains("expected " + VICTIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("limits: a server without fault has none, and what is kept is told")
  void limits(String of) throws IOException {
    assertThat(limits(of, (number, text) -> List.of(text)))
        .contains("\"errors\": 0")
        .contains("\"kept\": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "broadcast"})
  @DisplayName("limits: a message that is left out is a fault")
  void lostWithLimits(String of) throws IOException {
    assertThat(limits(of, (number, text) -> number == VICTIM ? List.of() : List.of(text)))
        .contains("got " + (VICTIM + 1));
  }

  /** Such a server, where there are limits; without, there is no fault. */
  private static String limits(String of, BiFunction<Integer, String, List<String>> replies)
      throws IOException {
    BiFunction<Integer, String, List<String>> limited = withoutProbe(of, replies);
    return run(
        "limits",
        "1",
        path -> path.startsWith("/limited/") ? limited : (number, text) -> List.of(text),
        "--of",
        of);
  }

  /** Ends with the first fault. */
  private static String run(String workload, BiFunction<Integer, String, List<String>> replies)
      throws IOException {
    return run(workload, "60", replies);
  }

  /** One client, four messages under way, against such a server; the report. */
  private static String run(
      String workload, String seconds, BiFunction<Integer, String, List<String>> replies)
      throws IOException {
    BiFunction<Integer, String, List<String>> served = withoutProbe(workload, replies);
    return run(workload, seconds, path -> served);
  }

  private static String run(
      String workload,
      String seconds,
      Function<String, BiFunction<Integer, String, List<String>>> replies,
      String... more)
      throws IOException {
    try (FakeServer server = new FakeServer(replies)) {
      String[] settings = {
        "--port", Integer.toString(server.port()),
        "--pid", Long.toString(ProcessHandle.current().pid()),
        "--workload", workload,
        "--clients", "1",
        "--size", "32",
        "--outstanding", "4",
        "--window", "4",
        "--warmup", "0",
        "--seconds", seconds
      };
      String[] all = Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
      return Load.run(new Settings(all)).toString();
    }
  }

  /** A broadcast begins with a message that asks whether everybody is there: it has number 0. */
  private static BiFunction<Integer, String, List<String>> withoutProbe(
      String workload, BiFunction<Integer, String, List<String>> replies) {
    return workload.equals("broadcast")
        ? (number, text) -> number == 0 ? List.of(text) : replies.apply(number, text)
        : replies;
  }
}
