package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_1;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_2;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_3;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_4;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_5;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_6;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_7;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_8;
import static org.jseverywhere.websocket.tck.Rule.LIMIT_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Journal;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter LIMIT. If one of these fails, look at what the container is told of sizes, and at where
 * they are checked again.
 */
@TckSuite
public class LimitTck {

  /**
   * 1,200 messages are 72 MB, twice what the two ends of a connection take in unread. With less the
   * client could write everything while nobody reads: Linux lets a receive buffer grow to the
   * maximum of tcp_rmem, commonly 6 and up to 32 MiB, and a send buffer to that of tcp_wmem,
   * commonly 4 MiB.
   */
  private static final int FLOOD = 1200;

  private static final int FLOOD_SIZE = 60_000;

  @Test
  @Verifies({LIMIT_1, LIMIT_3})
  @DisplayName("messages of exactly maxMessageSize bytes of UTF-8 are delivered")
  void exactly(Stage stage) {
    RemoteServer server = stage.open(on("message", "echo").option("maxMessageSize", 100));
    RecordingClient client = server.connect("a");
    for (String text :
        List.of("x".repeat(100), "é".repeat(50), "€".repeat(33) + "x", "😀".repeat(25))) {
      client.send(text).expect(text);
      stage.journal().expect("a", "message " + text);
    }
    client.send("x".repeat(100).getBytes(UTF_8)).expect("binary " + "x".repeat(100));
    stage.journal().expect("a", "message blob " + "x".repeat(100));
  }

  @ParameterizedTest(name = "{displayName}: {1} x {0}")
  @CsvSource({"x, 101", "é, 51", "€, 34", "😀, 26"})
  @Verifies({LIMIT_2, LIMIT_3})
  @DisplayName("text of more bytes closes with 1009 and is no message")
  void textTooLarge(String character, int count, Stage stage) {
    RemoteServer server = limited(stage);
    RecordingClient client = connected(stage, server);
    client.send(character.repeat(count));
    expectTooLarge(stage, client);
  }

  @Test
  @Verifies(LIMIT_2)
  @DisplayName("binary of more bytes closes with 1009 and is no message")
  void binaryTooLarge(Stage stage) {
    RemoteServer server = limited(stage);
    RecordingClient client = connected(stage, server);
    client.send(new byte[101]);
    expectTooLarge(stage, client);
  }

  @ParameterizedTest(name = "{displayName}: opcode {0}")
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  @Verifies(LIMIT_4)
  @DisplayName("the limit is for the message, however many fragments it has")
  void fragments(int opcode, Stage stage) {
    RemoteServer server = limited(stage);
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    client.send(part(false, opcode, 60), part(false, Frame.CONTINUATION, 30), part(true, 0, 10));
    String kind = opcode == Frame.TEXT ? "" : "blob ";
    stage.journal().expect("a", "message " + kind + "x".repeat(100));
    client.send(part(false, opcode, 60), part(false, Frame.CONTINUATION, 30), part(true, 0, 11));
    assertThat(client.receive()).startsWith("closed 1009");
    client.send(Frame.close(1009, ""));
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1009");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{displayName}: opcode {0}")
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  @Verifies(LIMIT_9)
  @DisplayName("a message that has become too large is refused without its end")
  void endless(int opcode, Stage stage) {
    RemoteServer server =
        stage.open(
            on("connect", "attach").and("message").port("close").option("maxMessageSize", 100_000));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    client.send(part(false, opcode, 66_000));
    // The server is to find it in more than one read.
    client.send(new Frame(true, Frame.PING, new byte[0])).expect("pong ");
    client.send(part(false, Frame.CONTINUATION, 66_000));
    assertThat(client.receive()).startsWith("closed 1009");
    client.answerClose(1009);
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1009");
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(LIMIT_5)
  @DisplayName("the defaults are 65,536 bytes, 256 pending messages, 1,048,576 bytes buffered")
  void defaults(Stage stage) {
    Fields options = stage.command("options", new Fields().add("url", stage.path())).value();
    assertThat(options.get("maxMessageSize")).isEqualTo("65536");
    assertThat(options.get("maxPendingMessages")).isEqualTo("256");
    assertThat(options.get("maxBufferedAmount")).isEqualTo("1048576");
  }

  @Test
  @Verifies({LIMIT_5, LIMIT_1, LIMIT_2})
  @DisplayName("without a setting 65,536 bytes are delivered and 65,537 are not")
  void defaultSize(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").and("message").port("close"));
    RecordingClient client = connected(stage, server);
    client.send("x".repeat(65_536)).send(new byte[65_536]).send("y".repeat(65_537));
    stage.journal().expect("a", "message 65536 long", "message blob 65536 long");
    expectTooLarge(stage, client);
  }

  @Test
  @Verifies(LIMIT_5)
  @DisplayName("without a setting 256 messages are held and not one more")
  void defaultPending(Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close"));
    RecordingClient client = connected(stage, server);
    for (int i = 0; i < 256; i++) {
      client.send("x");
    }
    client.expectNothing();
    client.send("one more");
    client.expectClose(1008);
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1008");
  }

  @ParameterizedTest(name = "{displayName}: {0}")
  @ValueSource(strings = {"maxMessageSize", "maxPendingMessages", "maxBufferedAmount"})
  @Verifies(LIMIT_6)
  @DisplayName("a limit below 1 is an IAE that names it")
  void belowOne(String limit, Stage stage) {
    for (int value : new int[] {0, -1, Integer.MIN_VALUE}) {
      Fields command =
          new Fields().add("server", "none").add("url", stage.path()).add(limit, value);
      assertThat(stage.command("open", command).thrown())
          .startsWith("IllegalArgumentException: ")
          .contains(limit, String.valueOf(value));
    }
    Fields one = new Fields().add("server", "main").add("url", stage.path()).add(limit, 1);
    assertThat(stage.command("open", one).value().get("readyState")).isEqualTo("OPEN");
  }

  @Test
  @Verifies(LIMIT_7)
  @DisplayName("what is larger than a container's buffers arrives when the limit allows it")
  void large(Stage stage) {
    int size = 2_000_000;
    RemoteServer server = stage.open(on("message", "echo").option("maxMessageSize", size));
    RawClient client = server.raw("a").connect();
    String text = "0123456789".repeat(size / 10);
    client.send(Frame.text(text));
    assertThat(client.receive().equals(text)).as("the text comes back").isTrue();
    client.send(new Frame(true, Frame.BINARY, text.getBytes(UTF_8)));
    assertThat(client.receive().equals("binary " + text)).as("the bytes come back").isTrue();
    client.send(part(false, Frame.TEXT, 100_000), part(true, Frame.CONTINUATION, size - 100_000));
    assertThat(client.receive().equals("x".repeat(size))).as("fragments come back").isTrue();
    stage
        .journal()
        .expect(
            "a",
            "message " + size + " long",
            "message blob " + size + " long",
            "message " + size + " long");
  }

  @Test
  @Verifies(LIMIT_8)
  @DisplayName("behind a busy handler the reader is paused, or the port closed with 1008")
  void busyHandler(Stage stage) throws InterruptedException {
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .and("message", "await:go")
                .port("close")
                .option("maxPendingMessages", 3));
    RawClient client = server.raw("a").connect();
    client.send(part(true, Frame.TEXT, FLOOD_SIZE));
    stage.journal().expect("a", "connect", "message " + FLOOD_SIZE + " long");
    CountDownLatch unsent = new CountDownLatch(FLOOD);
    Thread flood = new Thread(() -> flood(client, unsent), "flood");
    flood.start();
    boolean allSent = awaitStandstill(unsent);
    if (allSent) {
      assertThat(client.receive()).startsWith("closed 1008");
    }
    stage.openGate("go");
    awaitStandstill(unsent);
    flood.join(TckTimeouts.CURRENT.arrival().toMillis());
    assertThat(flood.isAlive())
        .as("sending still: the connection is not read again, and was not cut either")
        .isFalse();
    boolean cut = unsent.getCount() > 0 || !sent(client, Frame.close(1000, ""));

    List<String> messages = new ArrayList<>();
    Fields line = nextLine(stage);
    while (line.get("type").equals("message")) {
      messages.add(Journal.brief(line));
      line = nextLine(stage);
    }
    assertThat(line.get("code"))
        .as("code of %s", line)
        .isIn("1008", allSent || cut ? "1008" : "1000");
    int handled = line.get("code").equals("1000") ? FLOOD : 3;
    assertThat(messages)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, handled)
                .mapToObj(i -> "message " + (FLOOD_SIZE + i) + " long")
                .toList());
  }

  /**
   * One at a time, since the server may need longer for the whole flood than one thing may take.
   */
  private static Fields nextLine(Stage stage) {
    List<Fields> line = stage.journal().take(any -> true, 1);
    assertThat(line).as("the next line of the journal, up to the close event").hasSize(1);
    return line.get(0);
  }

  /** Sends until the end, or until the server has cut the connection; sizes tell the order. */
  private static void flood(RawClient client, CountDownLatch unsent) {
    for (int i = 1; i <= FLOOD && sent(client, part(true, Frame.TEXT, FLOOD_SIZE + i)); i++) {
      unsent.countDown();
    }
  }

  private static boolean sent(RawClient client, Frame frame) {
    try {
      client.send(frame);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** {@return whether everything could be sent, without which it goes on only behind the gate} */
  private static boolean awaitStandstill(CountDownLatch unsent) throws InterruptedException {
    long before;
    boolean allSent;
    do {
      before = unsent.getCount();
      allSent =
          unsent.await(TckTimeouts.CURRENT.silence().multipliedBy(4).toMillis(), MILLISECONDS);
    } while (!allSent && unsent.getCount() < before);
    return allSent;
  }

  private static RemoteServer limited(Stage stage) {
    return stage.open(
        on("connect", "attach").and("message").port("close").option("maxMessageSize", 100));
  }

  private static RecordingClient connected(Stage stage, RemoteServer server) {
    RecordingClient client = server.connect("a");
    stage.journal().expect("a", "connect");
    return client;
  }

  private static void expectTooLarge(Stage stage, RecordingClient client) {
    client.expectClose(1009);
    assertThat(stage.journal().next("close").get("code")).isEqualTo("1009");
    stage.journal().expectNothing();
  }

  private static Frame part(boolean last, int opcode, int size) {
    return new Frame(last, opcode, "x".repeat(size).getBytes(UTF_8));
  }
}
