package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.HandshakeEvent;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * The application's decision on one client: the event that asks for it, and what came of it once
 * the listeners have returned and all they wait for is complete. Threads: any.
 */
final class HandshakeDecision extends TimingWheel.Timer implements HandshakeEvent, Handshaken {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** No line break, lest a header be made that nobody meant. */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  private final Server server;
  private final Application application;
  private final Handshake handshake;
  private final List<String> protocols;
  private final CompletableFuture<Admission> outcome = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** The listeners, and the stages that they wait for. */
  @GuardedBy("lock")
  private int unfinished = 1;

  @GuardedBy("lock")
  private String protocol;

  @GuardedBy("lock")
  private Admission.@Nullable Refused refused;

  /** Whether it counts as waiting; not changed any more once this is over. */
  @GuardedBy("lock")
  private boolean waits;

  @GuardedBy("lock")
  private boolean over;

  HandshakeDecision(Server server, Handshake handshake, List<String> protocols) {
    this.server = server;
    this.application = server.application();
    this.handshake = handshake;
    this.protocols = List.copyOf(protocols);
    this.protocol = handshake.protocol();
  }

  /**
   * Asks the application.
   *
   * @param timeout after which the client is refused
   */
  void make(Duration timeout) {
    application.ticker().arm(this, timeout.toNanos());
    application
        .here()
        .execute(
            () -> {
              server.dispatcher().fire(EventType.HANDSHAKE, this, null, server.listeners());
              beginWait();
              finished();
            });
  }

  /**
   * {@return what came of it; complete once this was made if that thread has the application's
   * context and nobody has to be waited for, otherwise completed by any thread}
   */
  CompletableFuture<Admission> outcome() {
    return outcome;
  }

  /** The listeners have returned: only those that wait for more count as waiting. */
  private void beginWait() {
    lock.lock();
    try {
      if (unfinished == 1 || over) {
        return;
      }
    } finally {
      lock.unlock();
    }
    if (!server.entrance().beginWait()) {
      giveUp(RefusalReason.PENDING, Entrance.later(503, "Too many clients wait to be let in."));
      return;
    }
    lock.lock();
    try {
      if (!over) {
        waits = true;
        return;
      }
    } finally {
      lock.unlock();
    }
    // Its time was over meanwhile.
    server.entrance().endWait();
  }

  private void finished() {
    lock.lock();
    try {
      unfinished--;
      if (unfinished > 0 || over) {
        return;
      }
      over = true;
    } finally {
      lock.unlock();
    }
    conclude();
  }

  private void conclude() {
    application.ticker().cancel(this);
    boolean waited;
    lock.lock();
    try {
      waited = waits;
    } finally {
      lock.unlock();
    }
    if (waited) {
      server.entrance().endWait();
    }
    server.entrance().decided(this);
    outcome.complete(admission());
  }

  private Admission admission() {
    lock.lock();
    try {
      return refused == null
          ? new Admission.Accepted(server, handshake.speaking(protocol))
          : refused;
    } finally {
      lock.unlock();
    }
  }

  /** A listener has thrown, or a stage has failed. */
  void failed() {
    refuse(
        RefusalReason.FAILED,
        new Admission.Refused(500, Map.of(), "The server failed to decide on this client."));
  }

  @Override
  protected void expired() {
    giveUp(RefusalReason.TIMED_OUT, Entrance.later(503, "The server took too long to decide."));
  }

  /** Refuses the client if there is no outcome yet, without the application. */
  void giveUp(RefusalReason why, Admission.Refused answer) {
    lock.lock();
    try {
      if (over) {
        return;
      }
      over = true;
    } finally {
      lock.unlock();
    }
    refuse(why, answer);
    conclude();
  }

  private void refuse(RefusalReason why, Admission.Refused answer) {
    lock.lock();
    try {
      if (refused != null) {
        return;
      }
      refused = answer;
    } finally {
      lock.unlock();
    }
    server.refused(why, handshake);
  }

  @Override
  public void reject(int status, String reason) {
    reject(status, Map.of(), reason);
  }

  @Override
  public void reject(int status, Map<String, String> headers, String reason) {
    Objects.requireNonNull(reason, "reason");
    if (status < 300 || status > 599) {
      throw new IllegalArgumentException(
          "Cannot reject a client with status " + status + ": it must be 300 to 599.");
    }
    headers.forEach(HandshakeDecision::checkHeader);
    checkOpen("reject");
    refuse(RefusalReason.REJECTED, new Admission.Refused(status, Map.copyOf(headers), reason));
  }

  private static void checkHeader(String name, String value) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Cannot reject a client with the header \"" + name + "\": that is no name of a header.");
    }
    if (!HEADER_VALUE.matcher(value).matches()) {
      // Not shown: it may be a secret.
      throw new IllegalArgumentException(
          "Cannot reject a client with this value of the header \""
              + name
              + "\": it must have characters of ISO 8859-1 only, and no control characters.");
    }
  }

  /** A client that was refused may be so again; one that was let in is lost to the caller. */
  private void checkOpen(String what) {
    lock.lock();
    try {
      if (over && refused == null) {
        throw new IllegalStateException(
            "Cannot "
                + what
                + " "
                + remoteURI()
                + ": it was let in when the handlers of the handshake event had returned. Do it in"
                + " the handler, or give the handler's waitUntil a stage.");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void waitUntil(CompletionStage<?> decision) {
    Objects.requireNonNull(decision, "decision");
    checkOpen("wait with");
    lock.lock();
    try {
      if (over) {
        throw new IllegalStateException(
            "Cannot wait with " + remoteURI() + ": it was refused already.");
      }
      unfinished++;
    } finally {
      lock.unlock();
    }
    decision.whenComplete(
        (value, thrown) -> {
          if (thrown != null) {
            failed();
            application.elsewhere().execute(() -> tell(thrown));
          }
          finished();
        });
  }

  private void tell(Throwable thrown) {
    server
        .dispatcher()
        .error(
            "The decision on client "
                + remoteURI()
                + " of the server on \""
                + server.url()
                + "\" failed with "
                + thrown.getClass().getName()
                + "; the client is refused.",
            null,
            thrown);
  }

  @Override
  public List<String> protocols() {
    return protocols;
  }

  @Override
  public void protocol(String chosen) {
    if (!chosen.isEmpty() && !protocols.contains(chosen)) {
      throw new IllegalArgumentException(
          "Cannot choose the sub-protocol \""
              + chosen
              + "\": the client offers "
              + protocols
              + ".");
    }
    checkOpen("choose a sub-protocol for");
    lock.lock();
    try {
      protocol = chosen;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String url() {
    return handshake.url();
  }

  @Override
  public EventType<HandshakeEvent> type() {
    return EventType.HANDSHAKE;
  }

  @Override
  public WebSocketServer server() {
    return server;
  }

  @Override
  public @Nullable Port port() {
    return null;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  /** {@return the address of the client} */
  @Override
  public String toString() {
    return "Handshake[" + remoteURI() + "]";
  }
}
