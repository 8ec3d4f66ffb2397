package org.jseverywhere.websocket.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it gets: texts, bytes and, in the end, the close code. */
public final class Client implements WebSocket.Listener, AutoCloseable {

  private static final long ARRIVAL_SECONDS = 20;

  private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable WebSocket socket;

  private Client() {}

  /** Connects to a path below the root; headers are names and values by turns. */
  public static Client connect(URI root, String path, String... headers) throws IOException {
    return connect(HttpClient.newHttpClient().newWebSocketBuilder(), root, path, headers);
  }

  /** Connects, offering a sub-protocol. */
  public static Client offering(String protocol, URI root, String path, String... headers)
      throws IOException {
    return connect(
        HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(protocol),
        root,
        path,
        headers);
  }

  private static Client connect(WebSocket.Builder builder, URI root, String path, String[] headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI url = URI.create(root.resolve(path).toString().replaceFirst("http", "ws"));
    Client client = new Client();
    client.socket = within(builder.buildAsync(url, client));
    return client;
  }

  /** Sends a text. */
  public Client send(String message) throws IOException {
    within(socket.sendText(message, true));
    return this;
  }

  /** Sends bytes. */
  public Client send(byte... message) throws IOException {
    within(socket.sendBinary(ByteBuffer.wrap(message), true));
    return this;
  }

  /** The next message, a {@code String} or a {@code byte[]}. */
  public Object next() throws InterruptedException {
    Object message = messages.poll(ARRIVAL_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("No message within " + ARRIVAL_SECONDS + " s");
    }
    return message;
  }

  /** The next text that begins like this; what comes before it is dropped. */
  public String next(String beginning) throws InterruptedException {
    Object message = next();
    while (!(message instanceof String found && found.startsWith(beginning))) {
      message = next();
    }
    return (String) message;
  }

  /** Whether no message has come that was not asked for with {@link #next()}. */
  public boolean hasNothing() {
    return messages.isEmpty();
  }

  /** The code that the server closes with. */
  public int closeCode() throws IOException {
    return within(closed);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      messages.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    byte[] copy = new byte[part.remaining()];
    part.get(copy);
    bytes.writeBytes(copy);
    if (last) {
      messages.add(bytes.toByteArray());
      bytes.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  /** Closes as a page does that is left, and waits until the server has answered. */
  @Override
  public void close() throws IOException {
    if (!socket.isOutputClosed()) {
      within(socket.sendClose(WebSocket.NORMAL_CLOSURE, "").thenCompose(sent -> closed));
    }
  }

  private static <T> T within(CompletableFuture<T> result) throws IOException {
    try {
      return result.orTimeout(ARRIVAL_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IOException("The server did not answer in time, or refused", e);
    }
  }
}
