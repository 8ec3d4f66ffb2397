package org.jseverywhere.websocket.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those who do harm do, as a server sees it. */
@Timeout(60)
class AttackersTest {

  private static final String ACCEPTED = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
  private static final String REFUSED = "HTTP/1.1 403 Forbidden\r\n\r\n";
  private static final byte[] PING_AND_TEXT = {(byte) 0x89, 0, (byte) 0x81, 1, 'a'};

  @Test
  @DisplayName("who is thrown out comes again")
  void again() throws IOException {
    try (Server server = new Server((head, client) -> write(client, ACCEPTED));
        Loop loop = new Loop()) {
      Attackers attackers = Attackers.of(loop, server.port(), Attack.of("flood"));
      run(loop, attackers, () -> attackers.connected() >= 20);
    }
  }

  @Test
  @DisplayName("who is refused comes again, and with all that it may be refused for")
  void refused() throws IOException {
    Set<String> paths = ConcurrentHashMap.newKeySet();
    try (Server server =
            new Server(
                (head, client) -> {
                  paths.add(head.lines().findFirst().orElseThrow());
                  write(client, REFUSED);
                });
        Loop loop = new Loop()) {
      Attackers attackers = Attackers.of(loop, server.port(), Attack.of("refused"));
      run(loop, attackers, () -> paths.size() == 3);
      assertThat(attackers.connected()).isZero();
    }
  }

  @Test
  @DisplayName("a reset ends the connection in the midst of a frame, and not with a FIN")
  void reset() throws IOException, InterruptedException {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (Server server =
            new Server(
                (head, client) -> {
                  write(client, ACCEPTED);
                  seen.add(end(client));
                });
        Loop loop = new Loop()) {
      Attackers attackers = Attackers.of(loop, server.port(), Attack.of("resets"));
      run(loop, attackers, () -> !seen.isEmpty());
      assertThat(seen.take()).isEqualTo("reset");
    }
  }

  @Test
  @DisplayName("who is in the middle of a frame answers no ping")
  void noPongInAFrame() throws IOException, InterruptedException {
    BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
    try (Server server =
            new Server(
                (head, client) -> {
                  write(client, ACCEPTED);
                  client.getOutputStream().write(PING_AND_TEXT);
                  seen.add(client.getInputStream().read());
                });
        Loop loop = new Loop()) {
      Connection.begin(loop, 0, new Target(server.port(), "/echo", false), new Dumb());
      run(loop, () -> !seen.isEmpty());
      assertThat(seen.take()).isEqualTo('x');
    }
  }

  @Test
  @DisplayName("an attack that is not known is told with those that are")
  void unknown() {
    assertThatThrownBy(() -> Attack.of("politeness"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("politeness", "flood", "together");
  }

  private static void run(Loop loop, Attackers attackers, BooleanSupplier done) throws IOException {
    run(
        loop,
        () -> {
          try {
            attackers.step();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return done.getAsBoolean();
        });
  }

  private static void run(Loop loop, BooleanSupplier done) throws IOException {
    assertThat(loop.run(System.nanoTime() + SECONDS.toNanos(50), () -> {}, done))
        .as("whether it was seen")
        .isTrue();
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String end(Socket client) {
    try {
      InputStream in = client.getInputStream();
      while (in.read() >= 0) {
        // What it came for.
      }
      return "end";
    } catch (IOException e) {
      return "reset";
    }
  }

  /** Says something when it is told something, and answers no ping before. */
  private static final class Dumb implements Connection.Owner {

    @Override
    public void opened(Connection connection) {
      connection.stopAnswering();
    }

    @Override
    public void message(Connection connection, ByteBuffer in, int at, int length, long now) {
      try {
        connection.write(ByteBuffer.wrap(new byte[] {'x'}));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void ended(Connection connection, String why) {
      // It has said what it had to.
    }
  }

  /** What becomes of one connection, before it is closed. */
  private interface Client {
    void serve(String head, Socket socket) throws IOException;
  }

  /** One client after the other. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Client client;

    Server(Client client) throws IOException {
      this.client = client;
      Thread thread = new Thread(this::accept, "server");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    private void accept() {
      while (!socket.isClosed()) {
        try (Socket next = socket.accept()) {
          StringBuilder head = new StringBuilder();
          while (head.indexOf("\r\n\r\n") < 0) {
            int letter = next.getInputStream().read();
            if (letter < 0) {
              throw new EOFException("left before it asked for anything");
            }
            head.append((char) letter);
          }
          client.serve(head.toString(), next);
        } catch (IOException gone) {
          // The client, or the test, has what it wanted.
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
