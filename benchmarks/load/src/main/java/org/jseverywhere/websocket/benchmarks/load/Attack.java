package org.jseverywhere.websocket.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One way to do harm: how many do it, how they come, what they send and read, how they leave. */
final class Attack {

  /** What of the server's replies they read. */
  enum Reads {
    ALL,
    NOTHING,
    A_BYTE_A_SECOND
  }

  /** What they do once they are in and have sent what they came for. */
  enum Leaves {
    /** Not before they are thrown out. */
    NEVER,
    AT_ONCE,
    /** When the server had time to throw them out. */
    SOON,
    /** TCP's RST, at once. */
    WITH_A_RESET,
    /** With a closing handshake, when all have come. */
    TOGETHER
  }

  private static final int FEW = 5;
  private static final int MANY = 500;
  private static final int CROWD = 1000;

  private static final int FINAL = 0x80;
  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int RESERVED_BIT = 0x40;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private static final Map<String, Attack> ALL =
      new TreeMap<>(
          Map.ofEntries(
              // Tiny messages, as fast as they go.
              Map.entry("flood", new Attack(FEW).pours(100, frame(FINAL | TEXT, 4))),
              Map.entry(
                  "pings", new Attack(FEW).pours(100, frame(FINAL | PING, 4)).reads(Reads.NOTHING)),
              Map.entry(
                  "deaf",
                  new Attack(FEW).pours(100, frame(FINAL | TEXT, 120)).reads(Reads.NOTHING)),
              // Faster than a handler that takes its time.
              Map.entry(
                  "outrun",
                  new Attack(FEW).asks(request("/slow")).pours(100, frame(FINAL | TEXT, 4))),
              // Tiny parts of a message that never ends.
              Map.entry(
                  "fragments",
                  new Attack(FEW).begins(frame(TEXT, 0)).pours(100, frame(CONTINUATION, 4))),
              Map.entry("violations", new Attack(FEW).begins(violations()).leaves(Leaves.SOON)),
              Map.entry("storm", new Attack(FEW).leaves(Leaves.AT_ONCE)),
              // A message of which only half has come.
              Map.entry(
                  "resets",
                  new Attack(FEW)
                      .begins(join(longHead(FINAL | TEXT), letters(8)))
                      .leaves(Leaves.WITH_A_RESET)),
              Map.entry(
                  "refused",
                  new Attack(FEW)
                      .asks(
                          request("/echo", "Origin: https://other.example"),
                          request(
                              "/echo",
                              "Origin: https://other.example",
                              "Forwarded: for=127.0.0.9;host=other.example;proto=https",
                              "X-Forwarded-For: 127.0.0.9"),
                          request("/org.jseverywhere.websocket"),
                          request("/x/../org.jseverywhere.websocket"))),
              Map.entry("headers", new Attack(FEW).asks(request("/echo", longLines()))),
              Map.entry("unfinished", new Attack(MANY).asks("GET /echo HTTP/1.1\r\nHost: ")),
              Map.entry(
                  "slow-senders",
                  new Attack(MANY).pours(1, join(longHead(FINAL | TEXT), letters(1000))).slowly()),
              Map.entry(
                  "slow-readers",
                  new Attack(FEW)
                      .pours(100, frame(FINAL | TEXT, 120))
                      .reads(Reads.A_BYTE_A_SECOND)),
              // Their cable is cut: not even a ping is answered.
              Map.entry("half-open", new Attack(MANY).reads(Reads.NOTHING)),
              Map.entry("together", new Attack(CROWD).leaves(Leaves.TOGETHER))));

  private final int attackers;
  private List<String> requests = List.of(request("/echo"));
  private List<byte[]> beginnings = List.of(new byte[0]);
  private byte[] poured = {};
  private boolean slow;
  private Reads reads = Reads.ALL;
  private Leaves leaves = Leaves.NEVER;

  private Attack(int attackers) {
    this.attackers = attackers;
  }

  static Attack of(String name) {
    Attack attack = ALL.get(name);
    if (attack == null) {
      throw new IllegalArgumentException("no attack " + name + "; there are " + ALL.keySet());
    }
    return attack;
  }

  private Attack asks(String... takingTurns) {
    requests = List.of(takingTurns);
    return this;
  }

  private Attack begins(byte[]... takingTurns) {
    beginnings = List.of(takingTurns);
    return this;
  }

  private Attack pours(int times, byte[] frame) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(frame);
    }
    poured = all.toByteArray();
    return this;
  }

  private Attack slowly() {
    slow = true;
    return this;
  }

  private Attack reads(Reads what) {
    reads = what;
    return this;
  }

  private Attack leaves(Leaves when) {
    leaves = when;
    return this;
  }

  int attackers() {
    return attackers;
  }

  /** What opens the connection of that number, counted from 0 on. */
  String request(long connection) {
    return requests.get((int) (connection % requests.size()));
  }

  /** What it sends when it is let in. */
  byte[] beginning(long connection) {
    return beginnings.get((int) (connection % beginnings.size()));
  }

  /** What it sends over and over after that; empty if nothing. */
  byte[] poured() {
    return poured;
  }

  /** Whether that is poured a byte a second, and not as fast as it goes. */
  boolean isSlow() {
    return slow;
  }

  Reads reads() {
    return reads;
  }

  Leaves leaves() {
    return leaves;
  }

  private static String request(String path, String... lines) {
    return Target.request(path, "127.0.0.1", lines);
  }

  private static String[] longLines() {
    String[] lines = new String[16];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "X-Large-" + i + ": " + "x".repeat(4096);
    }
    return lines;
  }

  /** RFC 6455, sections 5.2, 5.4, 5.5, 7.4.1 and 8.1, each broken once. */
  private static byte[][] violations() {
    List<byte[]> all = new ArrayList<>();
    all.add(hugeHead(Long.MAX_VALUE));
    all.add(hugeHead(-1));
    byte[] halfACharacter = masked(TEXT, new byte[] {(byte) 0xe2, (byte) 0x82});
    all.add(join(halfACharacter, masked(FINAL | CONTINUATION, new byte[] {'('})));
    all.add(frame(FINAL | RESERVED_BIT | TEXT, 4));
    all.add(frame(FINAL | 0x3, 4));
    all.add(frame(FINAL | 0xb, 4));
    all.add(new byte[] {(byte) (FINAL | TEXT), 1, 'x'});
    all.add(join(longHead(FINAL | PING), letters(1000)));
    all.add(frame(PING, 4));
    for (int code : new int[] {0, 999, 1005, 1015}) {
      all.add(masked(FINAL | CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
    }
    all.add(frame(FINAL | CLOSE, 1));
    return all.toArray(byte[][]::new);
  }

  private static byte[] frame(int firstByte, int payload) {
    return masked(firstByte, letters(payload));
  }

  /** With a mask that changes nothing. */
  private static byte[] masked(int firstByte, byte[] payload) {
    return ByteBuffer.allocate(2 + Integer.BYTES + payload.length)
        .put((byte) firstByte)
        .put((byte) (MASKED | payload.length))
        .putInt(0)
        .put(payload)
        .array();
  }

  /** Of a frame of 1,000 bytes. */
  private static byte[] longHead(int firstByte) {
    return ByteBuffer.allocate(2 + Short.BYTES + Integer.BYTES)
        .put((byte) firstByte)
        .put((byte) (MASKED | TWO_BYTES))
        .putShort((short) 1000)
        .array();
  }

  private static byte[] hugeHead(long length) {
    return ByteBuffer.allocate(2 + Long.BYTES + Integer.BYTES)
        .put((byte) (FINAL | BINARY))
        .put((byte) (MASKED | EIGHT_BYTES))
        .putLong(length)
        .array();
  }

  private static byte[] letters(int count) {
    return "x".repeat(count).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
