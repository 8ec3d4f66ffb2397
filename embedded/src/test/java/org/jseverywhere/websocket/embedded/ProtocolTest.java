package org.jseverywhere.websocket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 on the wire, as far as it is ours and not Tyrus'. */
@Timeout(60)
class ProtocolTest {

  private static final int MAX = 1000;

  private final Journal journal = new Journal();
  private WebSocketServer server;

  @BeforeEach
  void open() {
    server =
        journal.follow(
            WebSocketServer.open(
                WebSocketServerOptions.of("ws://127.0.0.1:0/chat")
                    .maxMessageSize(MAX)
                    .protocol("v1")
                    .build()));
    journal.expect("open");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private RawClient connect() throws IOException {
    RawClient client = RawClient.connect(server.url());
    journal.expect("connect");
    return client;
  }

  @Test
  @DisplayName("the answer to a handshake has the RFC's own accept value, and the sub-protocol")
  void handshake() throws IOException {
    URI uri = URI.create(server.url());
    try (RawClient client = new RawClient(server.url())) {
      String answer =
          client.request(RawClient.handshake(uri, "Sec-WebSocket-Protocol: v0, v1\r\n"));
      assertThat(answer)
          .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
          .containsIgnoringCase("Upgrade: websocket\r\n")
          .containsIgnoringCase("Connection: Upgrade\r\n")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
          .contains("Sec-WebSocket-Protocol: v1\r\n");
      assertThat(client.send("x").receive()).isEqualTo("x");
    }
  }

  @ParameterizedTest(name = "{0} is answered {1}")
  @CsvSource({
    "Sec-WebSocket-Version: 8, 426 Upgrade Required",
    "Sec-WebSocket-Key: short, 400 Bad Request",
    "Origin: https://elsewhere.example, 403 Forbidden",
    "Connection: keep-alive, 400 Bad Request",
  })
  void refusals(String header, String status) throws IOException {
    URI uri = URI.create(server.url());
    String name = header.substring(0, header.indexOf(':') + 1);
    String handshake =
        RawClient.handshake(uri, header + "\r\n")
            .lines()
            .filter(line -> !line.startsWith(name) || line.equals(header))
            .reduce("", (all, line) -> all + line + "\r\n");
    try (RawClient client = new RawClient(server.url())) {
      assertThat(client.request(handshake)).startsWith("HTTP/1.1 " + status + "\r\n");
      assertThat(client.rest()).as("a reason, and the end").endsWith("\n");
    }
  }

  @Test
  @DisplayName("a plain request to a server's path is answered 426, to another path 404")
  void plainRequests() throws IOException {
    String host = URI.create(server.url()).getAuthority();
    try (RawClient client = new RawClient(server.url())) {
      assertThat(client.request("GET /chat HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
          .startsWith("HTTP/1.1 426 Upgrade Required\r\n")
          .containsIgnoringCase("Upgrade: websocket\r\n");
    }
    try (RawClient client = new RawClient(server.url())) {
      assertThat(client.request("GET /other HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
          .startsWith("HTTP/1.1 404 Not Found\r\n");
    }
    try (RawClient client = new RawClient(server.url())) {
      assertThat(client.request(RawClient.handshake(URI.create("ws://" + host + "/other"))))
          .startsWith("HTTP/1.1 404 Not Found\r\n");
    }
  }

  @Test
  @DisplayName("frames that come with the handshake, byte by byte, and many at once, all count")
  void anyPieces() throws IOException {
    URI uri = URI.create(server.url());
    try (RawClient client = new RawClient(server.url())) {
      byte[] hello = RawClient.frame(true, RawClient.TEXT, true, "hello".getBytes(UTF_8));
      ByteBuffer both = ByteBuffer.allocate(1000);
      both.put(RawClient.handshake(uri).getBytes(UTF_8)).put(hello).put(hello).flip();
      client.write(Arrays.copyOf(both.array(), both.limit()));
      assertThat(client.request("")).startsWith("HTTP/1.1 101 ");
      assertThat(client.receive()).isEqualTo("hello");
      assertThat(client.receive()).isEqualTo("hello");
      for (byte b : hello) {
        client.write(b);
      }
      assertThat(client.receive()).isEqualTo("hello");
    }
  }

  @Test
  @DisplayName("fragments make one message, with pings between them, also within a character")
  void fragments() throws IOException {
    byte[] text = "a\u20ac\ud83d\ude00z".getBytes(UTF_8);
    try (RawClient client = connect()) {
      client.send(false, RawClient.TEXT, Arrays.copyOfRange(text, 0, 2));
      client.send(true, RawClient.PING, "p".getBytes(UTF_8));
      client.send(false, 0, Arrays.copyOfRange(text, 2, 6));
      client.send(false, 0, new byte[0]);
      client.send(true, 0, Arrays.copyOfRange(text, 6, text.length));
      assertThat(client.receive()).isEqualTo("pong p");
      assertThat(client.receive()).isEqualTo("a\u20ac\ud83d\ude00z");
      client.send(false, RawClient.BINARY, new byte[3]).send(true, 0, new byte[4]);
      assertThat(client.receive()).isEqualTo("binary 7");
    }
  }

  @Test
  @DisplayName("a message of the limit is delivered, one more byte closes with 1009")
  void messageSize() throws IOException {
    try (RawClient client = connect()) {
      client.send("x".repeat(MAX));
      journal.expect("message " + MAX + " characters");
      assertThat(client.receive()).hasSize(MAX);
      client.send(false, RawClient.TEXT, new byte[MAX]);
      client.send(true, 0, new byte[1]);
      assertThat(client.receive()).isEqualTo("closed 1009");
      client.sendClose(1009);
      assertThat(client.receive()).isEqualTo("end");
      journal.expect("left 1009 clean");
    }
  }

  @Test
  @DisplayName("a frame is refused by the length that it announces, before its payload is there")
  void announcedSize() throws IOException {
    try (RawClient client = connect()) {
      client.write((byte) 0x82, (byte) 0xff, (byte) 0, (byte) 0, (byte) 0x7f, (byte) 0xff);
      client.write((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
      assertThat(client.receive()).isEqualTo("closed 1009");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "not masked: 8101 78",
        "reserved bit: c180 00000000",
        "reserved opcode: 8380 00000000",
        "reserved control opcode: 8b80 00000000",
        "ping in fragments: 0980 00000000",
        "continuation of nothing: 8080 00000000",
        "text within a message: 0180 00000000 8180 00000000",
        "close with one byte: 8881 00000000 03",
        "close with a forbidden code: 8882 00000000 03ed",
      })
  @DisplayName("what the protocol forbids closes with 1002 and is no message")
  void violations(String what) throws IOException {
    String bytes = what.substring(what.indexOf(':') + 1).replace(" ", "");
    try (RawClient client = connect()) {
      client.write(HexFormat.of().parseHex(bytes));
      assertThat(client.receive()).isEqualTo("closed 1002");
      client.sendClose(1002);
      assertThat(client.receive()).isEqualTo("end");
      assertThat(journal.next()).startsWith("left ");
    }
  }

  @Test
  @DisplayName("a control frame of more than 125 bytes closes with 1002")
  void longPing() throws IOException {
    try (RawClient client = connect()) {
      client.send(true, RawClient.PING, new byte[126]);
      assertThat(client.receive()).isEqualTo("closed 1002");
      client.sendClose(1002);
      assertThat(client.receive()).isEqualTo("end");
      journal.expect("left 1002 clean");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ff", "c3", "c080", "eda080", "f4908080"})
  @DisplayName("text that is not UTF-8 closes with 1007 and is no message")
  void notUtf8(String bytes) throws IOException {
    try (RawClient client = connect()) {
      client.send(true, RawClient.TEXT, HexFormat.of().parseHex(bytes));
      assertThat(client.receive()).isEqualTo("closed 1007");
      client.sendClose(1007);
      assertThat(client.receive()).isEqualTo("end");
      journal.expect("left 1007 clean");
    }
  }

  @Test
  @DisplayName("a close reason that is cut within a character closes with 1007, as text does")
  void cutReason() throws IOException {
    byte[] reason = "\u20ac".getBytes(UTF_8);
    byte[] payload = ByteBuffer.allocate(4).putShort((short) 4001).put(reason, 0, 2).array();
    try (RawClient client = connect()) {
      client.send(true, RawClient.CLOSE, payload);
      assertThat(client.receive()).isEqualTo("closed 1007");
      assertThat(client.receive()).isEqualTo("end");
      assertThat(journal.next()).startsWith("left ");
    }
  }

  @Test
  @DisplayName("a close frame is answered, then the connection ends; its code is in the event")
  void closedByClient() throws IOException {
    try (RawClient client = connect()) {
      client.sendClose(4001);
      assertThat(client.receive()).isEqualTo("closed 4001");
      assertThat(client.receive()).isEqualTo("end");
      journal.expect("left 4001 clean");
    }
    try (RawClient client = connect()) {
      client.send(true, RawClient.CLOSE, new byte[0]);
      assertThat(client.receive()).isEqualTo("closed ");
      journal.expect("left 1005 clean");
    }
  }

  @Test
  @DisplayName("a connection that is lost, by RST or without a close frame, gives 1006")
  void lost() throws IOException {
    connect().close();
    journal.expect("left 1006");
    connect().reset();
    journal.expect("left 1006");
  }

  @Test
  @DisplayName("a port that closes sends what was posted before, then its code")
  void closedByServer() throws IOException {
    try (RawClient client = connect()) {
      Port port = journal.port();
      for (int i = 0; i < 100; i++) {
        port.postMessage("m" + i);
      }
      port.close(4002, "done");
      for (int i = 0; i < 100; i++) {
        assertThat(client.receive()).isEqualTo("m" + i);
      }
      assertThat(client.receive()).isEqualTo("closed 4002");
      client.sendClose(4002);
      assertThat(client.receive()).isEqualTo("end");
      journal.expect("left 4002 clean");
    }
  }

  @Test
  @DisplayName(
      "what a client does not read stays counted, and past the limit the client is dropped")
  void clientThatDoesNotRead() throws IOException {
    try (RawClient client = RawClient.connect(server.url(), 4096)) {
      journal.expect("connect");
      Port port = journal.port();
      assertThat(port.remoteURI()).endsWith(":" + client.localPort());
      byte[] much = new byte[8_000_000];
      port.maxBufferedAmount(2L * much.length);
      assertThat(port.postMessage(much)).as("more than the system takes").isTrue();
      port.maxBufferedAmount(1);
      assertThat(port.postMessage("too much")).isFalse();
      assertThat(port.bufferedAmount()).isEqualTo(much.length + 8);
      // The deadline of the closing handshake, since the close frame cannot get through.
      journal.expect("left 1006");
    }
  }

  @Test
  @DisplayName("pings that come together are answered together, and before what follows")
  void pingsTogether() throws IOException {
    try (RawClient client = RawClient.connect(server.url())) {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int i = 0; i < 10; i++) {
        frames.writeBytes(RawClient.frame(true, RawClient.PING, true, ("" + i).getBytes(UTF_8)));
      }
      frames.writeBytes(RawClient.frame(true, RawClient.TEXT, true, "text".getBytes(UTF_8)));
      client.write(frames.toByteArray());
      for (int i = 0; i < 10; i++) {
        assertThat(client.receive()).isEqualTo("pong " + i);
      }
      assertThat(client.receive()).isEqualTo("text");
      frames.reset();
      frames.writeBytes(RawClient.frame(true, RawClient.PING, true, "last".getBytes(UTF_8)));
      frames.writeBytes(RawClient.frame(true, RawClient.CLOSE, true, new byte[0]));
      client.write(frames.toByteArray());
      assertThat(client.receive()).isEqualTo("pong last");
      assertThat(client.receive()).startsWith("closed");
    }
  }

  @Test
  @DisplayName("pings count as messages for the rate: answering them costs as much")
  void tooManyPings() throws IOException {
    server.close();
    server =
        WebSocketServer.open(
            WebSocketServerOptions.of("ws://127.0.0.1:0/strict").maxMessagesPerSecond(3).build());
    try (RawClient client = RawClient.connect(server.url())) {
      byte[] ping = RawClient.frame(true, RawClient.PING, true, "p".getBytes(UTF_8));
      ByteBuffer pings = ByteBuffer.allocate(5 * ping.length);
      while (pings.hasRemaining()) {
        pings.put(ping);
      }
      client.write(pings.array());
      String received = client.receive();
      // While a pong is on its way only the latest is kept.
      for (int pongs = 1; received.equals("pong p"); pongs++) {
        assertThat(pongs).isLessThanOrEqualTo(3);
        received = client.receive();
      }
      assertThat(received).isEqualTo("closed 1008");
    }
  }

  @Test
  @DisplayName("a flood of pings from a client that does not read is not kept in memory")
  void pingFlood() throws IOException {
    try (RawClient client = RawClient.connect(server.url(), 4096)) {
      journal.expect("connect");
      byte[] ping = RawClient.frame(true, RawClient.PING, true, new byte[125]);
      ByteBuffer pings = ByteBuffer.allocate(1000 * ping.length);
      while (pings.remaining() >= ping.length) {
        pings.put(ping);
      }
      for (int i = 0; i < 200; i++) {
        client.write(pings.array());
      }
      client.send("after");
      // 200,000 pings, 25 MB; what comes back is what the network held, and the latest.
      int pongs = 0;
      String frame = client.receive();
      while (frame.startsWith("pong")) {
        pongs++;
        frame = client.receive();
      }
      assertThat(frame).isEqualTo("after");
      assertThat(pongs).isLessThan(100_000);
    }
  }
}
