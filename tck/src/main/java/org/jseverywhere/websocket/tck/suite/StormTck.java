package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.SEND_1;
import static org.jseverywhere.websocket.tck.Rule.SEND_16;
import static org.jseverywhere.websocket.tck.Rule.SEND_19;
import static org.jseverywhere.websocket.tck.Rule.SEND_4;
import static org.jseverywhere.websocket.tck.Rule.SEND_5;
import static org.jseverywhere.websocket.tck.Rule.SEND_6;
import static org.jseverywhere.websocket.tck.driver.Eventually.eventually;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.driver.Swarm;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Chapter SEND once more, with so much at a time that every hand-over between threads is met. If
 * one of these fails and {@link SendTck} does not, look at who may write to a client, and when.
 */
@TckSuite
public class StormTck {

  private static final int CLIENTS = 1_000;

  @Test
  @Verifies({SEND_4, SEND_6, SEND_16})
  @DisplayName("of 64 threads that post to one port nothing is thrown, lost or out of order")
  void manyThreads(Stage stage) {
    int threads = 64;
    int count = 10_000;
    RemoteServer server = stage.open(on("connect").option("maxBufferedAmount", 100_000_000));
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");

    Fields traffic = new Fields().add("threads", threads).add("count", count);
    Fields result = server.port("a", "traffic", traffic).value();
    assertThat(result.get("thrown")).isEqualTo("0");
    assertThat(result.get("refused")).isEqualTo("0");

    int[] next = new int[threads];
    for (int part = 0; part < threads; part++) {
      // In parts, each of which may take as long as the arrival of one message.
      for (String text : client.take(count)) {
        int space = text.indexOf(' ');
        int thread = Integer.parseInt(text.substring(0, space));
        // Said only when it is wrong: there are many of them.
        if (!text.equals(thread + " " + next[thread])) {
          assertThat(text).isEqualTo(thread + " " + next[thread]);
        }
        next[thread]++;
      }
    }
    assertThat(next).containsOnly(count);
    client.expectNothing();
  }

  @Test
  @Verifies({SEND_1, SEND_5})
  @DisplayName("a hundred broadcasts reach a thousand clients, each once and in order")
  void manyClients(Stage stage) {
    int count = 100;
    RemoteServer server = stage.open(none());
    Swarm swarm = stage.swarm(stage.path());
    swarm.connect(CLIENTS);
    awaitPorts(server, CLIENTS);

    server.command("traffic", new Fields().add("count", count)).value();
    server.send("end");
    swarm.awaitLast("end");

    List<String> expected =
        IntStream.rangeClosed(0, count).mapToObj(i -> i < count ? "0 " + i : "end").toList();
    assertThat(swarm.received(false))
        .hasSize(CLIENTS)
        .allSatisfy(one -> assertThat(one).isEqualTo(expected));
  }

  @Test
  @Verifies({SEND_1, SEND_5})
  @DisplayName(
      "while a thousand clients come and go each gets all broadcasts of its time, in order")
  void comingAndGoing(Stage stage) {
    int atOnce = 100;
    int count = 1_000;
    RemoteServer server = stage.open(none());
    Swarm swarm = stage.swarm(stage.path());
    swarm.connect(atOnce);
    awaitPorts(server, atOnce);

    swarm.comeAndGo(CLIENTS, number -> 20 + number % 40);
    int sent = 0;
    while (sent < count || swarm.came() < CLIENTS) {
      server.send(String.valueOf(sent++));
    }
    awaitPorts(server, swarm, atOnce);
    String last = String.valueOf(sent);
    server.send(last);
    swarm.awaitLast(last);

    assertThat(runs(swarm.received(true))).hasSize(CLIENTS - atOnce).allSatisfy(StormTck::isOne);
    assertThat(runs(swarm.received(false)))
        .hasSize(atOnce)
        .allSatisfy(StormTck::isOne)
        .allSatisfy(one -> assertThat(one.get(0)).endsWith(" to " + last));
  }

  @Test
  @Verifies(SEND_19)
  @DisplayName("clients that leave in the middle of a burst get what they still get in order")
  void leavingInABurst(Stage stage) {
    int atOnce = 100;
    int count = 3_000;
    RemoteServer server = stage.open(none());
    Swarm swarm = stage.swarm(stage.path());
    swarm.connect(atOnce);
    awaitPorts(server, atOnce);

    swarm.comeAndGo(CLIENTS, number -> 20 + number * 37 % count);
    server.command("traffic", new Fields().add("count", count)).value();
    awaitPorts(server, swarm, atOnce);
    String last = "0 " + count;
    server.send(last);
    swarm.awaitLast(last);

    assertThat(runs(swarm.receivedToTheEnd(), "0 ".length()))
        .isNotEmpty()
        .allSatisfy(StormTck::isOne);
  }

  private static void isOne(List<String> runs) {
    assertThat(runs).hasSize(1);
  }

  private static List<List<String>> runs(List<List<String>> clients) {
    return runs(clients, 0);
  }

  /** What each client got, told in runs of numbers that follow each other: it should be one. */
  private static List<List<String>> runs(List<List<String>> clients, int prefix) {
    return clients.stream()
        .map(
            one ->
                one.stream().mapToInt(text -> Integer.parseInt(text.substring(prefix))).toArray())
        .map(StormTck::runs)
        .toList();
  }

  private static List<String> runs(int[] numbers) {
    List<String> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= numbers.length; i++) {
      if (i == numbers.length || numbers[i] != numbers[i - 1] + 1) {
        runs.add(numbers[begin] + " to " + numbers[i - 1]);
        begin = i;
      }
    }
    return runs;
  }

  private static void awaitPorts(RemoteServer server, int count) {
    eventually(server::state, state -> state.get("ports").equals(String.valueOf(count)));
  }

  /**
   * Waits until the server has counted all who came and all who left: one who is not counted yet
   * may make up for one who still is.
   */
  private static void awaitPorts(RemoteServer server, Swarm swarm, int count) {
    eventually(
        () -> server.command("statistics").value(),
        now ->
            now.get("portsTotal").equals(String.valueOf(swarm.came()))
                && now.get("ports").equals(String.valueOf(count)));
  }
}
