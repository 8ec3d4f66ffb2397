package org.jseverywhere.websocket.embedded.internal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who has to wait, and that others do not. */
@Timeout(60)
class PenaltyTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final int IDLE_SECONDS = 30;

  /** Nobody comes to the end of it. */
  private static final long LONG = TimeUnit.HOURS.toMillis(1);

  private static final String SELF = "127.0.0.1";
  private static final String OTHER = "127.0.0.2";

  private static final String ODD = "GET / HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";

  private static Listener start(long penaltyMillis) throws IOException {
    return Listener.start(
        new Listener.Place(ANY_PORT, null, IDLE_SECONDS, penaltyMillis),
        PenaltyTest::admit,
        new NoPages(PenaltyTest::admit));
  }

  private static Admission admit(HandshakeRequest request) {
    int status = request.path().equals("/often") ? 429 : 403;
    return new Admission.Refused(status, Map.of(), "No");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Only there this machine has another address")
  @DisplayName("who has sent what is no request is read late when it comes again, others are not")
  void badRequest() throws IOException {
    Listener listener = start(LONG);
    try (Client bad = new Client(listener, SELF)) {
      bad.send(ODD);
      assertThat(bad.answer()).startsWith("HTTP/1.1 400 ");
      try (Client again = new Client(listener, SELF)) {
        again.send(handshake("/"));
        areAnswered(listener, OTHER);
        assertThat(again.hasAnswer()).isFalse();
      }
    } finally {
      listener.close();
    }
  }

  @Test
  @DisplayName("and then it is read")
  void afterABadRequest() throws IOException {
    Listener listener = start(100);
    try (Client bad = new Client(listener, SELF)) {
      bad.send(ODD);
      assertThat(bad.answer()).startsWith("HTTP/1.1 400 ");
      try (Client again = new Client(listener, SELF)) {
        again.send(handshake("/"));
        assertThat(again.answer()).startsWith("HTTP/1.1 403 ");
      }
    } finally {
      listener.close();
    }
  }

  @Test
  @DisplayName("who comes too often is refused late, others are not")
  void tooOften() throws IOException {
    Listener listener = start(LONG);
    try (Client often = new Client(listener, SELF)) {
      often.send(handshake("/often"));
      areAnswered(listener, SELF);
      assertThat(often.hasAnswer()).isFalse();
    } finally {
      listener.close();
    }
  }

  private static void areAnswered(Listener listener, String address) throws IOException {
    for (int i = 0; i < 10; i++) {
      try (Client other = new Client(listener, address)) {
        other.send(handshake("/"));
        assertThat(other.answer()).startsWith("HTTP/1.1 403 ");
      }
    }
  }

  private static String handshake(String path) {
    return String.join(
        "\r\n",
        "GET " + path + " HTTP/1.1",
        "Host: x",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "",
        "");
  }

  /** Comes from an address of its own. */
  private static final class Client implements AutoCloseable {

    private final Socket socket;

    Client(Listener listener, String address) throws IOException {
      socket =
          new Socket(
              InetAddress.getLoopbackAddress(), listener.port(), InetAddress.getByName(address), 0);
    }

    void send(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    boolean hasAnswer() throws IOException {
      return socket.getInputStream().available() > 0;
    }

    String answer() throws IOException {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
          .readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
