package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jseverywhere.websocket.internal.endpoint.UpgradedConnection;
import org.jspecify.annotations.Nullable;

/**
 * The upgraded connection as Tyrus has it on Payara and GlassFish. Tyrus ends it as soon as its
 * close frame is written. What the client sends until the connection is closed then finds no
 * request in progress, and Grizzly begins the one that was upgraded once more: a second handshake,
 * whose objects get into the requests of others. So it ends only where nothing can come in at the
 * same time: on the thread that reads, or when the connection is closed. Threads: any.
 */
final class GuardedConnection implements WebConnection, UpgradedConnection {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private final @Nullable GrizzlyConnection below;
  private final KeptConnections kept;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private volatile boolean keeps;
  private volatile boolean answered;
  private volatile @Nullable WebConnection connection;
  private volatile @Nullable LateInput input;
  private volatile @Nullable EndingOutput output;

  /**
   * One that has not begun.
   *
   * @param below the connection of the server; null if it cannot be reached
   * @param kept those that stay for an answer
   */
  GuardedConnection(@Nullable GrizzlyConnection below, KeptConnections kept) {
    this.below = below;
    this.kept = kept;
  }

  /** The request was upgraded. */
  void begin(WebConnection upgraded) {
    try {
      input = new LateInput(upgraded.getInputStream(), this::inputEnded);
      output = new EndingOutput(upgraded.getOutputStream());
    } catch (IOException e) {
      throw new IllegalStateException("The upgraded connection has no streams", e);
    }
    connection = upgraded;
  }

  /** Whoever reads is ready to. */
  void read() {
    begun(input).begin();
  }

  @Override
  public ServletInputStream getInputStream() {
    return begun(input);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return begun(output);
  }

  @Override
  public void keepForAnswer() {
    keeps = true;
    kept.add(this);
    if (end.isDone()) {
      kept.remove(this);
    }
  }

  @Override
  public void close() {
    // The next to come is the client's answer, or its end, or that of the engine's patience.
    boolean telling = begun(input).isTelling();
    answered |= keeps && telling;
    if (!keeps || telling) {
      end();
    }
  }

  /** Tyrus may have ended before, and then does nothing. */
  private void inputEnded() {
    if (keeps) {
      end();
    }
  }

  /** Ends it now, whoever may be at it. */
  void end() {
    try {
      begun(connection).close();
    } catch (Exception e) { // as WebConnection.close() declares it
      LOG.log(System.Logger.Level.DEBUG, "An upgraded connection could not be closed", e);
    }
  }

  /** The server has ended it; the upgrade handler was told. */
  void ended() {
    end.complete(answered);
    kept.remove(this);
    EndingOutput ending = output;
    if (ending != null) {
      ending.end();
    }
    if (below != null) {
      below.retire();
    }
  }

  @Override
  public CompletionStage<Boolean> answered() {
    return end;
  }

  @Override
  public void cut() {
    if (below != null) {
      below.cut();
    }
  }

  private static <T> T begun(@Nullable T part) {
    return Objects.requireNonNull(part, "The connection has not begun");
  }
}
