package org.jseverywhere.websocket.internal.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jseverywhere.websocket.Blob;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a real Undertow. */
class UndertowReaderTest {

  private static final int LIMIT = 40_000;
  private static final Map<String, BlockingQueue<String>> SEEN_BY_CLIENT =
      new ConcurrentHashMap<>();
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private static final String HANDSHAKE =
      """
      GET /reading?%s HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      \r
      """;

  private static Undertow undertow;
  private static String url;

  private final String name = "client-" + CLIENTS.incrementAndGet();
  private final BlockingQueue<String> seen = seenOf(name);
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private WebSocket client;

  @BeforeAll
  static void start() throws ServletException {
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(UndertowReaderTest.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("test")
            .addServletContextAttribute(
                WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                new WebSocketDeploymentInfo()
                    .setBuffers(new DefaultByteBufferPool(true, 1024))
                    .addEndpoint(
                        ServerEndpointConfig.Builder.create(Reading.class, "/reading").build()));
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            // Larger than what the reader takes at once.
            .setBufferSize(64 * 1024)
            .setHandler(Handlers.path(manager.start()))
            .build();
    undertow.start();
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    url = "ws://127.0.0.1:" + port + "/reading?";
  }

  @AfterAll
  static void stop() {
    undertow.stop();
  }

  @BeforeEach
  void connect() {
    client =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(url + name), new Answers(answers))
            .join();
  }

  @AfterEach
  void leave() {
    client.abort();
  }

  private static BlockingQueue<String> seenOf(String name) {
    return SEEN_BY_CLIENT.computeIfAbsent(name, key -> new LinkedBlockingQueue<>());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, LIMIT})
  void messagesOfAnySize(int bytes) throws InterruptedException {
    String text = "abcdefgh".repeat(LIMIT / 8).substring(0, bytes);
    client.sendText(text, true).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("text " + text);
    client.sendBinary(ByteBuffer.wrap(text.getBytes(UTF_8)), true).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("binary " + text);
  }

  @Test
  void moreThanTheReaderTakesAtOnceMayHaveArrived() throws IOException, InterruptedException {
    byte[] payload = "abcdefgh".repeat(LIMIT / 8).getBytes(US_ASCII);
    // FIN and text, a length of two bytes, a mask that changes nothing.
    byte[] frame =
        ByteBuffer.allocate(8 + LIMIT)
            .putShort((short) 0x81FE)
            .putShort((short) LIMIT)
            .putInt(0)
            .put(payload)
            .array();
    assertThat(seenOfRaw(1, frame)).containsExactly("text " + new String(payload, US_ASCII));
  }

  @Test
  void tinyPartsOfAMessageAreTold() throws IOException, InterruptedException {
    // FIN not before the last, text at the first; a byte behind a mask that changes nothing.
    byte[] first = {0x01, (byte) 0x81, 0, 0, 0, 0, 'a'};
    byte[] middle = {0x00, (byte) 0x81, 0, 0, 0, 0, 'b'};
    byte[] last = {(byte) 0x80, (byte) 0x81, 0, 0, 0, 0, 'c'};
    assertThat(seenOfRaw(4, first, middle, middle, last))
        .containsExactly("part", "part", "part", "text abbc");
  }

  /** What is seen of a client that sends this at once. */
  private List<String> seenOfRaw(int count, byte[]... frames)
      throws IOException, InterruptedException {
    String other = name + "-raw";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(HANDSHAKE.formatted(other).getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] frame : frames) {
        all.writeBytes(frame);
      }
      out.write(all.toByteArray());
      List<String> told = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        told.add(seenOf(other).poll(10, SECONDS));
      }
      return told;
    }
  }

  @Test
  void charactersMayStandAcrossFragmentsAndBuffers() throws InterruptedException {
    String text = "a" + "é€😀".repeat(3_000);
    client.sendText(text.substring(0, 5_001), false).join();
    client.sendPing(ByteBuffer.wrap(new byte[] {'p'})).join();
    client.sendText(text.substring(5_001), true).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("text " + text);
    assertThat(answers.poll(10, SECONDS)).isEqualTo("pong p");
  }

  @Test
  void aMessageThatGrowsTooLargeIsNotWaitedFor() throws InterruptedException {
    client.sendText("x".repeat(LIMIT), false).join();
    client.sendText("x", false).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("too large");
    client.sendText("x", true).join();
    client.sendText("afterwards", true).join();
    client.sendPing(ByteBuffer.wrap(new byte[] {'p'})).join();
    assertThat(answers.poll(10, SECONDS)).isEqualTo("pong p");
    assertThat(seen).allMatch("part"::equals);
  }

  @Test
  void aMessageForNobodyIsNotTold() throws InterruptedException {
    client.sendText("x".repeat(Reading.IGNORED_BYTES), true).join();
    client.sendPing(ByteBuffer.wrap(new byte[Reading.IGNORED_BYTES])).join();
    client.sendText("afterwards", true).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("text afterwards");
    assertThat(answers.poll(10, SECONDS)).startsWith("pong ");
  }

  @Test
  void aPingTooManyIsNotAnswered() throws InterruptedException {
    client.sendPing(ByteBuffer.wrap(new byte[Reading.REFUSED_BYTES])).join();
    client.sendPing(ByteBuffer.wrap(new byte[] {'p'})).join();
    assertThat(answers.poll(10, SECONDS)).isEqualTo("pong p");
  }

  @Test
  void aPongTooManyIsNotTold() throws InterruptedException {
    client.sendPong(ByteBuffer.wrap(new byte[Reading.REFUSED_BYTES])).join();
    client.sendPong(ByteBuffer.wrap(new byte[] {'p'})).join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("pong p");
  }

  @Test
  void aCloseIsAnsweredAndTold() throws InterruptedException {
    client.sendClose(4321, "bye").join();
    assertThat(seen.poll(10, SECONDS)).isEqualTo("closed 4321 bye");
    assertThat(answers.poll(10, SECONDS)).isEqualTo("closed 4321 bye");
  }

  /** Tells what is read. */
  public static final class Reading extends Endpoint {

    static final int REFUSED_BYTES = 99;
    static final int IGNORED_BYTES = 98;

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      BlockingQueue<String> seen = seenOf(session.getQueryString());
      UndertowChannel channel = UndertowChannel.of(session).orElseThrow();
      new UndertowReader(
              channel,
              new Arrivals() {
                @Override
                public int limitBytes() {
                  return LIMIT;
                }

                @Override
                public void text(String text) {
                  seen.add("text " + text);
                }

                @Override
                public void binary(Blob blob) {
                  seen.add("binary " + UTF_8.decode(blob.arrayBuffer()));
                }

                @Override
                public void tooLarge() {
                  seen.add("too large");
                }

                @Override
                public boolean takesControl(int payloadBytes) {
                  return payloadBytes != REFUSED_BYTES;
                }

                @Override
                public void part() {
                  seen.add("part");
                }

                @Override
                public boolean drops(int payloadBytes) {
                  return payloadBytes == IGNORED_BYTES;
                }

                @Override
                public void inTurn(Runnable action) {
                  action.run();
                }
              },
              pong -> seen.add("pong " + UTF_8.decode(pong)))
          .start();
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      seenOf(session.getQueryString())
          .add("closed " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }
  }

  private record Answers(BlockingQueue<String> seen) implements WebSocket.Listener {

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
      seen.add("pong " + UTF_8.decode(payload));
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      seen.add("closed " + code + " " + reason);
      return null;
    }
  }
}
