package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.driver.Eventually.inTime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.TckUser;
import org.jspecify.annotations.Nullable;

/**
 * A client that is nothing but a socket, for what a well-behaved one does not do: any header, wrong
 * frames, leaving without a word, never reading.
 *
 * <p>Threads: one.
 */
public final class RawClient implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final String KEY =
      "dGhlIHNhbXBsZSBub25jZQ=="; // the sample of RFC 6455, section 1.3

  private final URI uri;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final StringBuilder more = new StringBuilder();
  private final Socket socket = newSocket();
  private @Nullable DataInputStream in;
  private @Nullable Response response;
  private boolean mute;

  /**
   * What the server answered to the handshake.
   *
   * @param status the status code
   * @param headers the header lines by lower-case name, of several with one name the last
   */
  public record Response(int status, Map<String, String> headers) {}

  /** One that can write without waiting, too. */
  private static Socket newSocket() {
    try {
      return SocketChannel.open().socket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawClient(URI uri) {
    this.uri = uri;
    header("Host", uri.getAuthority());
    header("Connection", "Upgrade");
    header("Upgrade", "websocket");
    header("Sec-WebSocket-Version", "13");
    header("Sec-WebSocket-Key", KEY);
  }

  /**
   * Sets a header of the handshake, in place of the usual one.
   *
   * @param name the header
   * @param value its value, null to leave the header out
   * @return this
   */
  public RawClient header(String name, @Nullable String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      headers.put(name, value);
    }
    return this;
  }

  /**
   * Signs in.
   *
   * @param user who this client is
   * @return this
   */
  public RawClient as(TckUser user) {
    return header("Authorization", user.authorization());
  }

  /**
   * Adds a header line, also one whose name was used already.
   *
   * @param name the header
   * @param value its value
   * @return this
   */
  public RawClient line(String name, String value) {
    more.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  /**
   * Makes the window for what the server sends as small as the system allows; before the handshake.
   *
   * @return this
   */
  public RawClient smallWindow() {
    try {
      socket.setReceiveBufferSize(4096);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * Connects, sends the handshake and reads the answer.
   *
   * @return the answer
   */
  public Response handshake() {
    try {
      sendHandshake();
      return answer();
    } catch (IOException e) {
      throw new UncheckedIOException("No answer to the handshake with " + uri + ": " + e, e);
    }
  }

  /**
   * Reads the body of an answer that is no upgrade.
   *
   * @return as many bytes as the answer says, as UTF-8
   */
  public String body() {
    try {
      Response answer = Objects.requireNonNull(response, "no answer yet");
      int length = Integer.parseInt(answer.headers().getOrDefault("content-length", "0"));
      return new String(Objects.requireNonNull(in, "no answer yet").readNBytes(length), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("No body from " + uri, e);
    }
  }

  /**
   * Reads the answer to a handshake that was sent.
   *
   * @return the answer
   * @throws IOException if there is none in time
   */
  public Response answer() throws IOException {
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    response = readResponse(in);
    return response;
  }

  /**
   * Waits until one of these has an answer to its handshake.
   *
   * @param clients which have sent one
   * @return the one to ask for the answer
   */
  public static RawClient firstAnswered(List<RawClient> clients) {
    Supplier<Optional<RawClient>> look =
        () -> clients.stream().filter(RawClient::isAnswered).findFirst();
    return inTime(look, Optional::isPresent)
        .orElseThrow(() -> new AssertionError("None of " + clients.size() + " has an answer"));
  }

  private boolean isAnswered() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Watches that no answer comes, for the time of silence.
   *
   * @throws IOException if the socket fails
   */
  public void expectNoAnswer() throws IOException {
    socket.setSoTimeout((int) TckTimeouts.CURRENT.silence().toMillis());
    try {
      int read = socket.getInputStream().read();
      throw new AssertionError("There should be no answer yet, but there was " + read);
    } catch (SocketTimeoutException expected) {
      socket.setSoTimeout((int) TckTimeouts.CURRENT.arrival().toMillis());
    }
  }

  /**
   * Connects the socket, and sends nothing.
   *
   * @return this
   */
  public RawClient open() {
    try {
      int timeout = (int) TckTimeouts.CURRENT.arrival().toMillis();
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), timeout);
      socket.setSoTimeout(timeout);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot connect to " + uri, e);
    }
  }

  /**
   * Sends any bytes.
   *
   * @param bytes in this order
   * @return this
   * @throws UncheckedIOException if the server has ended the connection
   */
  public RawClient sendBytes(byte... bytes) {
    write(bytes);
    return this;
  }

  /**
   * Sends the same bytes over and over, as fast as they are taken; not longer than a second or so
   * at a time for which the server takes nothing.
   *
   * @param bytes what
   * @param times how often
   * @throws IOException if the server has ended the connection
   */
  public void pour(byte[] bytes, int times) throws IOException {
    SocketChannel channel = Objects.requireNonNull(socket.getChannel(), "no channel");
    channel.configureBlocking(false);
    try {
      long givesUp = System.nanoTime() + PATIENCE_NANOS;
      for (int i = 0; i < times; i++) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          if (channel.write(left) > 0) {
            givesUp = System.nanoTime() + PATIENCE_NANOS;
          } else if (System.nanoTime() > givesUp) {
            return;
          } else {
            LockSupport.parkNanos(RETRY_NANOS);
          }
        }
      }
    } finally {
      channel.configureBlocking(true);
    }
  }

  /**
   * Reads bytes slowly, and throws them away.
   *
   * @param count how many
   * @throws IOException if the server has ended the connection
   */
  public void readBytes(int count) throws IOException {
    for (int i = 0; i < count && socket.getInputStream().read() >= 0; i++) {
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /**
   * Reads until the connection ends, or nothing comes for a second.
   *
   * @return as {@link #end()}
   */
  public String endSoon() {
    try {
      socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
    } catch (SocketException gone) {
      return "reset";
    }
    return end();
  }

  /**
   * Reads until the connection ends.
   *
   * @return how: {@code closed 1002} or another code, {@code end}, {@code reset}; {@code open} if
   *     it does not end in time
   */
  public String end() {
    return end(TckTimeouts.CURRENT.arrival());
  }

  /** As {@link #end()}, for so long as something comes. */
  String end(Duration bound) {
    long givesUp = System.nanoTime() + bound.toNanos();
    try {
      String received = receive();
      while (!received.matches("closed.*|end|reset")) {
        if (System.nanoTime() - givesUp > 0) {
          return "open";
        }
        received = receive();
      }
      return received.startsWith("closed ") ? received.substring(0, 11) : received;
    } catch (UncheckedIOException nothingComes) {
      return "open";
    }
  }

  /**
   * Connects and sends the handshake, without waiting for an answer.
   *
   * @throws IOException if the server does not accept connections
   */
  public void sendHandshake() throws IOException {
    int timeout = (int) TckTimeouts.CURRENT.arrival().toMillis();
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), timeout);
    socket.setSoTimeout(timeout);
    socket.setTcpNoDelay(true);
    StringBuilder request = new StringBuilder("GET " + target() + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append(more).append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
  }

  /**
   * Connects and insists on being accepted.
   *
   * @return this
   */
  public RawClient connect() {
    assertThat(handshake().status()).as("status of the handshake with %s", uri).isEqualTo(101);
    return this;
  }

  private String target() {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /**
   * Its own end of the connection.
   *
   * @return as the draft writes it, such as {@code tcp:127.0.0.1:40000}
   */
  public String ownURI() {
    String address = socket.getLocalAddress().getHostAddress();
    return "tcp:%s:%d"
        .formatted(address.contains(":") ? "[" + address + "]" : address, socket.getLocalPort());
  }

  /**
   * Sends frames, masked as a client must.
   *
   * @param frames in this order
   * @return this
   */
  public RawClient send(Frame... frames) {
    for (Frame frame : frames) {
      write(frame.encode(true));
    }
    return this;
  }

  /**
   * Sends frames in one step, so that they arrive together.
   *
   * @param frames in this order
   * @return this
   */
  public RawClient sendTogether(Frame... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      all.writeBytes(frame.encode(true));
    }
    write(all.toByteArray());
    return this;
  }

  /**
   * Answers a close frame of a server that may not wait for it.
   *
   * @param code the code that the server sent
   */
  public void answerClose(int code) {
    try {
      send(Frame.close(code, ""));
    } catch (UncheckedIOException serverIsGone) {
      // Then it needs no answer.
      close();
    }
  }

  /**
   * Sends a frame that is not masked, which a server must refuse.
   *
   * @param frame the frame
   */
  public void sendUnmasked(Frame frame) {
    write(frame.encode(false));
  }

  private void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the next message, however many frames it has, or close frame; pings are answered, as a
   * client must.
   *
   * @return what it is, such as {@code hello}, {@code closed 1001}; {@code end} if the connection
   *     ends, {@code reset} if it is reset
   */
  public String receive() {
    if (in == null) {
      throw new IllegalStateException("There was no handshake");
    }
    try {
      Frame frame = readNoPing(in);
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(frame.payload());
      int opcode = frame.opcode();
      while (!frame.fin()) {
        frame = readNoPing(in);
        if (frame.opcode() != Frame.CONTINUATION) {
          return frame + " inside a message";
        }
        whole.writeBytes(frame.payload());
      }
      return new Frame(true, opcode, whole.toByteArray()).toString();
    } catch (EOFException e) {
      return "end";
    } catch (SocketException e) {
      return "reset";
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing from " + uri, e);
    }
  }

  /**
   * From now on pings are not answered.
   *
   * @return this
   */
  public RawClient mute() {
    mute = true;
    return this;
  }

  /**
   * Waits for pings, with nothing else between them, and answers each unless this is {@link #mute}.
   *
   * @param count how many
   */
  public void expectPings(int count) {
    try {
      for (int i = 0; i < count; i++) {
        Frame frame = Frame.read(Objects.requireNonNull(in, "There was no handshake"));
        assertThat(frame.isPing()).as("a ping, not %s", frame).isTrue();
        if (!mute) {
          send(frame.pong());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("No ping from " + uri, e);
    }
  }

  private Frame readNoPing(DataInputStream from) throws IOException {
    long end = System.nanoTime() + TckTimeouts.CURRENT.arrival().toNanos();
    Frame frame = Frame.read(from);
    while (frame.isPing()) {
      if (System.nanoTime() > end) {
        throw new SocketTimeoutException("Nothing but pings");
      }
      if (!mute) {
        send(frame.pong());
      }
      frame = Frame.read(from);
    }
    return frame;
  }

  /**
   * Reads and holds against what it must be.
   *
   * @param expected each as {@link #receive()} gives it
   * @return this
   */
  public RawClient expect(String... expected) {
    for (String one : expected) {
      assertThat(receive()).as("what the raw client received").isEqualTo(one);
    }
    return this;
  }

  /**
   * Expects that the server has no end of this connection any more, without reading: what is sent
   * to it is refused.
   *
   * @return this
   */
  public RawClient expectDropped() {
    boolean refused = Eventually.inTime(this::isRefused, now -> now);
    assertThat(refused).as("whether the server has dropped the connection").isTrue();
    return this;
  }

  private boolean isRefused() {
    try {
      // A pong that nobody asked for means nothing.
      send(new Frame(true, Frame.PONG, new byte[0]));
      return false;
    } catch (UncheckedIOException gone) {
      return true;
    }
  }

  /** Leaves with a TCP reset, as a crashed machine or a cut line may. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves with a TCP end, without a close frame. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response readResponse(DataInputStream in) throws IOException {
    String status = readLine(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Response(Integer.parseInt(status.split(" ", 3)[1]), headers);
  }

  private static String readLine(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
