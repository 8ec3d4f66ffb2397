package org.jseverywhere.websocket.internal.core;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in to one server: what every handshake must be, whose pages are allowed, and what
 * the application decides. Threads: any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, section 4.2</a>
 */
final class Entrance {

  private final Server server;
  private final WebSocketServerOptions options;
  private final Origins origins;
  private final Forwarding forwarding;
  private final AddressRates rates;
  private final Headcount byAddress;
  private final Headcount byPrincipal;
  private final AtomicInteger pending = new AtomicInteger();

  /** What the last client asked for. */
  private volatile String lastUrl = "";

  /** What the application has not decided yet. */
  private final Set<HandshakeDecision> undecided = ConcurrentHashMap.newKeySet();

  Entrance(Server server, WebSocketServerOptions options) {
    this.server = server;
    this.options = options;
    this.origins = new Origins(options.allowedOrigins());
    this.forwarding = new Forwarding(options.trustedProxies(), options.forwardedHeader());
    this.rates = new AddressRates(options.maxHandshakesPerSecond());
    this.byAddress = new Headcount(options.maxPortsPerAddress());
    this.byPrincipal = new Headcount(options.maxPortsPerPrincipal());
  }

  /**
   * Decides on a request for the server's path.
   *
   * @param parameters the values of the path's variables
   */
  Admission admit(HandshakeRequest request, Map<String, String> parameters) {
    if (!request.asksForWebSocket()) {
      return new Admission.NoUpgrade();
    }
    List<String> offered = request.list("sec-websocket-protocol");
    String protocol = offered.contains(server.protocol()) ? server.protocol() : "";
    HandshakeRequest resolved = forwarding.resolve(request);
    Handshake handshake =
        resolved.accept(kept(resolved.url()), parameters, protocol, options.roles());
    Admission.Refused refused = check(request, handshake);
    if (refused != null) {
      return refused;
    }
    return server.listensTo(EventType.HANDSHAKE)
        ? decide(handshake, offered)
        : new Admission.Accepted(server, handshake);
  }

  /** Most clients ask for the same: it is kept once for all of them. */
  private String kept(String url) {
    String last = lastUrl;
    if (url.equals(last)) {
      return last;
    }
    lastUrl = url;
    return url;
  }

  /** Everything but the application's decision, the cheapest first. */
  private Admission.@Nullable Refused check(HandshakeRequest request, Handshake handshake) {
    if (server.isLeaving()) {
      return refuse(RefusalReason.DRAINING, handshake, goingAway());
    }
    if (!rates.take(handshake.network())) {
      return refuse(
          RefusalReason.HANDSHAKE_RATE, handshake, later(429, "Too many handshakes in a second."));
    }
    Admission.Refused malformed = checkForm(request);
    if (malformed != null) {
      return refuse(RefusalReason.MALFORMED, handshake, malformed);
    }
    if (!origins.allow(request)) {
      return refuse(
          RefusalReason.ORIGIN,
          handshake,
          new Admission.Refused(403, Map.of(), "Pages of this origin may not connect."));
    }
    RefusalReason full = full(handshake);
    if (full != null) {
      int status = full == RefusalReason.PORTS ? 503 : 429;
      return refuse(full, handshake, later(status, "Too many clients are connected."));
    }
    return null;
  }

  private static Admission.@Nullable Refused checkForm(HandshakeRequest request) {
    if (!request.method().equals("GET")) {
      return malformed("A WebSocket handshake is a GET request.");
    }
    if (!request.list("sec-websocket-version").equals(List.of("13"))) {
      return new Admission.Refused(
          426,
          Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"),
          "Only version 13 of the WebSocket protocol is spoken here.");
    }
    if (request.list("connection").stream()
        .noneMatch(option -> option.toLowerCase(Locale.ROOT).equals("upgrade"))) {
      return malformed("The Connection header does not say Upgrade.");
    }
    if (!isKey(request.header("sec-websocket-key"))) {
      return malformed("The Sec-WebSocket-Key header is not 16 bytes in Base64.");
    }
    return null;
  }

  private static boolean isKey(String value) {
    try {
      return Base64.getDecoder().decode(value.strip()).length == 16;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private Admission decide(Handshake handshake, List<String> offered) {
    HandshakeDecision decision = new HandshakeDecision(server, handshake, offered);
    undecided.add(decision);
    // Asked again: one that leaves after this finds the decision among the others.
    if (server.isLeaving()) {
      decision.giveUp(RefusalReason.DRAINING, goingAway());
    } else {
      decision.make(options.handshakeTimeout());
    }
    Admission now = decision.outcome().getNow(null);
    return now == null ? new Admission.Pending(decision.outcome()) : now;
  }

  /** The server takes no more clients: nobody need wait for it. */
  void refuseUndecided() {
    undecided.forEach(decision -> decision.giveUp(RefusalReason.DRAINING, goingAway()));
  }

  /**
   * One more client waits, whose listeners have returned.
   *
   * @return false if as many as may do already
   */
  boolean beginWait() {
    if (pending.incrementAndGet() > options.maxPendingHandshakes()) {
      pending.decrementAndGet();
      return false;
    }
    return true;
  }

  void endWait() {
    pending.decrementAndGet();
  }

  /** There is an outcome. */
  void decided(HandshakeDecision decision) {
    undecided.remove(decision);
  }

  /** Which limit does not allow this client in now, or null. */
  private @Nullable RefusalReason full(Handshake handshake) {
    if (server.headcount() >= options.maxPorts()) {
      return RefusalReason.PORTS;
    }
    if (byAddress.isFull(handshake.network())) {
      return RefusalReason.PORTS_OF_ADDRESS;
    }
    String principal = handshake.principalName();
    return principal != null && byPrincipal.isFull(principal)
        ? RefusalReason.PORTS_OF_PRINCIPAL
        : null;
  }

  /**
   * Counts a client in. Several may have passed their handshakes at once; the server's lock is
   * held, so that no more come in than may.
   *
   * @return which limit does not allow it in any more, or null
   */
  @Nullable RefusalReason enter(Handshake handshake) {
    RefusalReason full = full(handshake);
    if (full == null) {
      byAddress.enter(handshake.network());
      if (handshake.principalName() != null) {
        byPrincipal.enter(handshake.principalName());
      }
    }
    return full;
  }

  /** Counts a client out, of whom nothing is left to handle. */
  void leave(Handshake handshake) {
    byAddress.leave(handshake.network());
    if (handshake.principalName() != null) {
      byPrincipal.leave(handshake.principalName());
    }
  }

  /** This client did what it must not: its address may not come again for a second. */
  void misbehaved(Handshake handshake) {
    rates.exhaust(handshake.network());
  }

  /** An answer for a client that may come again. */
  static Admission.Refused later(int status, String reason) {
    return new Admission.Refused(status, Map.of("Retry-After", "1"), reason);
  }

  private static Admission.Refused goingAway() {
    return later(503, "This server is going away.");
  }

  private static Admission.Refused malformed(String reason) {
    return new Admission.Refused(400, Map.of(), reason);
  }

  private Admission.Refused refuse(
      RefusalReason why, Handshake handshake, Admission.Refused answer) {
    server.refused(why, handshake);
    return answer;
  }
}
