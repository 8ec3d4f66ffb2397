package org.jseverywhere.websocket.tck.suite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.Handlers;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;

/**
 * What a hostile client can do: on which server, how, and which outcomes are good. An outcome is
 * how the connections of the attackers ended, as {@link RawClient#end()} tells it.
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the handlers, and what runs has no state
enum Attack {
  NEVER_READS(
      Handlers.quiet("echo"),
      "closed 1013|end|reset|open",
      server -> each(server, 10, client -> pour(client, 300, Frame.text("x".repeat(60_000))))),

  READS_A_BYTE_AT_A_TIME(
      Handlers.quiet("echo"),
      "end|reset|open",
      server -> {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          RawClient client = server.raw("slow" + i).smallWindow().connect();
          try {
            pour(client, 50, Frame.text("x".repeat(60_000)));
            client.readBytes(100);
            outcomes.add("open");
          } catch (IOException e) {
            outcomes.add("reset");
          }
        }
        return outcomes;
      }),

  SENDS_A_BYTE_AT_A_TIME(
      Handlers.quiet("echo"),
      "open",
      server ->
          each(
              server,
              5,
              client -> {
                client.sendBytes((byte) 0x81, (byte) 0xfe, (byte) 0x7f, (byte) 0xff, (byte) 0);
                for (int i = 0; i < 50; i++) {
                  client.sendBytes((byte) 0);
                  LockSupport.parkNanos(2_000_000);
                }
              })),

  FLOODS_WITH_PINGS_AND_READS_NOTHING(
      Handlers.quiet("echo"),
      "closed.*|end|reset|open",
      server ->
          each(
              server,
              3,
              client -> pour(client, 20_000, new Frame(true, Frame.PING, new byte[125])))),

  FLOODS_WITH_TINY_MESSAGES(
      // Far below what any container takes in, and above what a client that behaves sends.
      Handlers.quiet("echo").option("maxMessagesPerSecond", 100),
      "closed 1008|end|reset",
      server -> each(server, 3, client -> pour(client, 20_000, Frame.text("x")))),

  FLOODS_FASTER_THAN_THE_HANDLER(
      Handlers.quiet("slow").option("maxPendingMessages", 16),
      "closed 1008|end|reset|open",
      server -> each(server, 3, client -> pour(client, 500, Frame.text("x".repeat(10_000))))),

  SENDS_FRAGMENTS_WITHOUT_END(
      Handlers.quiet("echo"),
      "closed 1009|end|reset",
      server ->
          each(
              server,
              3,
              client -> {
                client.send(new Frame(false, Frame.TEXT, new byte[0]));
                pour(client, 1_000, new Frame(false, Frame.CONTINUATION, new byte[1_000]));
              })),

  SENDS_EMPTY_FRAGMENTS(
      Handlers.quiet("echo"),
      "closed.*|end|reset|open",
      server ->
          each(
              server,
              3,
              client -> {
                client.send(new Frame(false, Frame.TEXT, new byte[0]));
                pour(client, 50_000, new Frame(false, Frame.CONTINUATION, new byte[0]));
              })),

  /** A container that reads a frame in parts closes once too much of it has come. */
  PROMISES_A_HUGE_FRAME(
      Handlers.quiet("echo"),
      "closed 1009|closed 1002|end|reset|open",
      server ->
          each(
              server,
              3,
              client ->
                  client.sendBytes(
                      bytes(
                          0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
                          1)))),

  /** Whether it may stay is WSS-MSG-18. */
  PROMISES_A_NEGATIVE_FRAME(
      Handlers.quiet("echo"),
      "closed.*|end|reset|open",
      server ->
          each(
              server,
              3,
              client ->
                  client.sendBytes(
                      bytes(
                          0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
                          1)))),

  SENDS_WRONG_UTF_8_ACROSS_FRAGMENTS(
      Handlers.quiet("echo"),
      "closed 1007|end|reset",
      server ->
          each(
              server,
              3,
              client ->
                  client.send(
                      new Frame(false, Frame.TEXT, bytes(0xe2, 0x82)),
                      new Frame(true, Frame.CONTINUATION, bytes(0x28))))),

  SETS_RESERVED_BITS(
      Handlers.quiet("echo"),
      "closed 1002|end|reset",
      server -> each(server, 3, client -> client.sendBytes(bytes(0xc1, 0x80, 0, 0, 0, 0)))),

  USES_RESERVED_OPCODES(
      Handlers.quiet("echo"),
      "closed 1002|end|reset",
      server ->
          each(
              server,
              2,
              client -> client.sendBytes(bytes(0x83, 0x80, 0, 0, 0, 0)),
              client -> client.sendBytes(bytes(0x8b, 0x80, 0, 0, 0, 0)))),

  /** Whether it may stay is WSS-MSG-17. */
  DOES_NOT_MASK(
      Handlers.quiet("echo"),
      "closed.*|end|reset|open",
      server -> each(server, 3, client -> client.sendUnmasked(Frame.text("x")))),

  SENDS_LARGE_CONTROL_FRAMES(
      Handlers.quiet("echo"),
      "closed 1002|end|reset",
      server ->
          each(
              server,
              2,
              client -> client.send(new Frame(true, Frame.PING, new byte[126])),
              client -> client.send(new Frame(true, Frame.CLOSE, new byte[126])))),

  SENDS_FRAGMENTED_CONTROL_FRAMES(
      Handlers.quiet("echo"),
      "closed 1002|end|reset",
      server -> each(server, 2, client -> client.send(new Frame(false, Frame.PING, new byte[5])))),

  CLOSES_WITH_A_WRONG_CODE(
      Handlers.quiet("echo"),
      "closed.*|end|reset",
      server ->
          each(
              server,
              1,
              client -> client.send(Frame.close(0, "")),
              client -> client.send(Frame.close(999, "")),
              client -> client.send(Frame.close(1005, "")),
              client -> client.send(Frame.close(1015, "")),
              client -> client.send(new Frame(true, Frame.CLOSE, new byte[1])))),

  SENDS_A_COMPRESSION_BOMB(
      Handlers.quiet("echo"),
      "closed.*|end|reset|not negotiated",
      server -> {
        RawClient client =
            server.raw("bomb").header("Sec-WebSocket-Extensions", "permessage-deflate");
        if (!client.handshake().headers().containsKey("sec-websocket-extensions")) {
          return List.of("not negotiated");
        }
        byte[] frame = new Frame(true, Frame.BINARY, deflated(64 * 1024 * 1024)).encode(true);
        frame[0] = (byte) 0xc2;
        try {
          client.sendBytes(frame);
        } catch (UncheckedIOException ended) {
          // Which is what the outcome tells.
        }
        return List.of(client.end());
      }),

  CONNECTS_IN_A_STORM(
      Handlers.quiet("echo").option("maxHandshakesPerSecond", 20),
      "status 101|status 429",
      server -> {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          try (RawClient client = server.raw("storm")) {
            outcomes.add("status " + client.handshake().status());
          }
        }
        return outcomes;
      }),

  NEVER_FINISHES_HANDSHAKES(
      Handlers.quiet("echo"),
      "open",
      server -> {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          server.raw("half").open().sendBytes("GET /x HTTP/1.1\r\nHost: ".getBytes(ISO_8859_1));
          outcomes.add("open");
        }
        return outcomes;
      }),

  SENDS_64_KIB_OF_HEADERS(
      Handlers.quiet("echo"),
      "status (101|400|413|431|500)|end|reset",
      server -> {
        RawClient client = server.raw("headers");
        for (int i = 0; i < 16; i++) {
          client.line("X-Large-" + i, "x".repeat(4_096));
        }
        try {
          return List.of("status " + client.handshake().status());
        } catch (UncheckedIOException e) {
          return List.of("end");
        }
      }),

  RESETS_INSIDE_A_MESSAGE(
      Handlers.quiet("echo"),
      "reset by the client",
      server -> {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          RawClient client = server.raw("reset" + i).connect();
          client.sendBytes(bytes(0x81, 0xfe, 0x10, 0, 0, 0, 0, 0, 'x'));
          client.reset();
          outcomes.add("reset by the client");
        }
        return outcomes;
      }),

  ALL_CLOSE_AT_ONCE(
      Handlers.quiet("echo"),
      "closed 1000|end",
      server -> {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
          clients.add(server.raw("c" + i).connect());
        }
        clients.forEach(client -> client.send(Frame.close(1000, "")));
        return clients.stream().map(RawClient::end).toList();
      });

  private final Handlers handlers;
  private final String good;
  private final Function<RemoteServer, List<String>> run;

  Attack(Handlers handlers, String good, Function<RemoteServer, List<String>> run) {
    this.handlers = handlers;
    this.good = good;
    this.run = run;
  }

  /** The server that is attacked. */
  Handlers handlers() {
    return handlers;
  }

  /** Which outcomes are good, as a regular expression. */
  String good() {
    return good;
  }

  /** Attacks, and tells how many connections ended in which way. */
  Map<String, Long> on(RemoteServer server) {
    return run.apply(server).stream()
        .collect(Collectors.groupingBy(how -> how, TreeMap::new, Collectors.counting()));
  }

  private interface Step {
    void by(RawClient client) throws IOException;
  }

  /** Connects clients for each of these steps, one after the other, and tells how each ended. */
  private static List<String> each(RemoteServer server, int clients, Step... steps) {
    List<RawClient> attackers = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      for (Step step : steps) {
        RawClient client = server.raw("attacker" + attackers.size()).smallWindow().connect();
        attackers.add(client);
        try {
          step.by(client);
        } catch (UncheckedIOException | IOException ended) {
          // Which is what the outcome tells.
        }
      }
    }
    return attackers.stream().map(RawClient::endSoon).toList();
  }

  /** Sends one frame over and over, as long as the server takes it. */
  private static void pour(RawClient client, int times, Frame frame) throws IOException {
    client.pour(frame.encode(true), times);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** So many zeros, as permessage-deflate writes them. */
  private static byte[] deflated(int size) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(new byte[size]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    int count = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
    while (count > 0) {
      out.write(part, 0, count);
      count = deflater.deflate(part, 0, part.length, Deflater.SYNC_FLUSH);
    }
    deflater.end();
    byte[] all = out.toByteArray();
    // RFC 7692, section 7.2.1: without the four bytes that a flush ends with.
    byte[] message = new byte[all.length - 4];
    System.arraycopy(all, 0, message, 0, message.length);
    return message;
  }

  /** {@return its name in words} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
