package org.jseverywhere.websocket.tck.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jspecify.annotations.Nullable;

/**
 * A client on the JDK's WebSocket that remembers what it gets. What a test does not take from it is
 * reported when the test is over.
 *
 * <p>Threads: the test's; the HTTP client's only in {@link Recorder}.
 */
public final class RecordingClient {

  /**
   * Not the client of the commands, as a handshake would go over one of its connections: to the
   * hundredth request of a connection Tomcat answers "Connection: close" beside "upgrade", and two
   * of these headers are more than this client takes.
   */
  private static final HttpClient HANDSHAKES =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> received = new ArrayList<>(); // guarded by lock
  private final String name;
  private final WebSocket socket;
  private boolean ended; // guarded by lock

  private RecordingClient(String name, URI uri, String scenario, Connecting connecting) {
    this.name = name;
    WebSocket.Builder builder = HANDSHAKES.newWebSocketBuilder();
    connecting.prepare(builder);
    builder.header("X-Tck-Scenario", scenario).header("X-Tck-Client", name);
    socket =
        builder
            .buildAsync(uri, new Recorder())
            .orTimeout(arrivalNanos(), TimeUnit.NANOSECONDS)
            .join();
  }

  /** What a test adds to the handshake. */
  @FunctionalInterface
  public interface Connecting {
    /**
     * Adds headers or sub-protocols.
     *
     * @param builder of the client
     */
    void prepare(WebSocket.Builder builder);
  }

  static RecordingClient connect(String name, URI uri, String scenario, Connecting connecting) {
    try {
      return new RecordingClient(name, uri, scenario, connecting);
    } catch (CompletionException e) {
      throw new AssertionError("Client \"" + name + "\" could not connect to " + uri, e);
    }
  }

  /**
   * Its name in the journal.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The sub-protocol that was agreed on.
   *
   * @return the protocol, or an empty text
   */
  public String protocol() {
    return socket.getSubprotocol();
  }

  /**
   * Sends text messages.
   *
   * @param messages in this order
   * @return this
   */
  public RecordingClient send(String... messages) {
    for (String message : messages) {
      join(socket.sendText(message, true));
    }
    return this;
  }

  /**
   * Sends one text message in fragments.
   *
   * @param parts the fragments
   * @return this
   */
  public RecordingClient sendFragments(String... parts) {
    for (int i = 0; i < parts.length; i++) {
      join(socket.sendText(parts[i], i == parts.length - 1));
    }
    return this;
  }

  /**
   * Sends a binary message.
   *
   * @param message the bytes
   * @return this
   */
  public RecordingClient send(byte[] message) {
    join(socket.sendBinary(ByteBuffer.wrap(message), true));
    return this;
  }

  /**
   * Sends a close frame; the server's answer is then expected with {@link #expectClose}.
   *
   * @param code the status code
   * @param reason the reason
   */
  public void close(int code, String reason) {
    join(socket.sendClose(code, reason));
  }

  /**
   * Takes the next messages; binary ones have {@code binary } in front.
   *
   * @param messages what they must be
   * @return this
   */
  public RecordingClient expect(String... messages) {
    assertThat(take(messages.length))
        .as("what client \"%s\" received", name)
        .containsExactly(messages);
    return this;
  }

  /**
   * Takes the next messages.
   *
   * @param count how many to wait for
   * @return as many, or fewer if they did not come in time
   */
  public List<String> take(int count) {
    lock.lock();
    try {
      long left = arrivalNanos();
      while (received.size() < count && left > 0) {
        left = changed.awaitNanos(left);
      }
      List<String> head = received.subList(0, Math.min(count, received.size()));
      List<String> taken = List.copyOf(head);
      head.clear();
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while client \"" + name + "\" waited", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the close frame of the server.
   *
   * @param code its code
   * @param reason its reason
   */
  public void expectClose(int code, String reason) {
    expect(("closed " + code + " " + reason).strip());
  }

  /**
   * Takes the close frame of the server, whatever its reason says.
   *
   * @param code its code
   */
  public void expectClose(int code) {
    assertThat(take(1))
        .as("what client \"%s\" received", name)
        .singleElement()
        .asString()
        .matches("closed " + code + "( .*)?");
  }

  /** Watches that nothing is received, for the time of silence. */
  public void expectNothing() {
    lock.lock();
    try {
      long left = TckTimeouts.CURRENT.silence().toNanos();
      while (received.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      assertThat(received).as("what client \"%s\" received beyond the expected", name).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while client \"" + name + "\" waited", e);
    } finally {
      lock.unlock();
    }
  }

  /** Leaves, waits until the server has answered, and tells what nobody took. */
  List<String> leave() {
    boolean open;
    lock.lock();
    try {
      // The JDK answers the server's close frame itself, some time after it has told of it.
      open = !ended && !socket.isOutputClosed();
    } finally {
      lock.unlock();
    }
    if (open) {
      close(WebSocket.NORMAL_CLOSURE, "");
    }
    lock.lock();
    try {
      long left = arrivalNanos();
      while (!ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (open) {
        received.removeIf(line -> line.startsWith("closed 1000") || line.equals("closed 1005"));
      }
      if (!ended) {
        received.add("(no answer to its close frame)");
      }
      return received.stream().map(line -> name + " received: " + line).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      lock.unlock();
      socket.abort();
    }
  }

  private static long arrivalNanos() {
    return TckTimeouts.CURRENT.arrival().toNanos();
  }

  private static void join(CompletableFuture<WebSocket> sent) {
    sent.orTimeout(arrivalNanos(), TimeUnit.NANOSECONDS).join();
  }

  /** Puts whole messages into the list. */
  private final class Recorder implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        add(text.toString(), false);
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      bytes.writeBytes(part);
      if (last) {
        add("binary " + bytes.toString(StandardCharsets.UTF_8), false);
        bytes.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      add(("closed " + code + " " + reason).strip(), true);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      add("lost " + error.getClass().getSimpleName(), true);
    }

    private void add(String line, boolean last) {
      lock.lock();
      try {
        received.add(line);
        ended |= last;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
