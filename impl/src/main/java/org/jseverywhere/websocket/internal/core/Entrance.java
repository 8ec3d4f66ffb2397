package org.jseverywhere.websocket.internal.core;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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

  private static final String RETRY_AFTER = "Retry-After";

  private final Server server;
  private final WebSocketServerOptions options;
  private final Origins origins;
  private final Forwarding forwarding;
  private final AtomicInteger pending = new AtomicInteger();

  Entrance(Server server, WebSocketServerOptions options) {
    this.server = server;
    this.options = options;
    this.origins = new Origins(options.allowedOrigins());
    this.forwarding = new Forwarding(options.trustedProxies(), options.forwardedHeader());
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
    Admission.Refused malformed = checkForm(request);
    if (malformed != null) {
      return malformed;
    }
    if (!origins.allow(request)) {
      return refuse(RefusalReason.ORIGIN, 403, "Pages of this origin may not connect.");
    }
    List<String> offered = request.list("sec-websocket-protocol");
    String protocol = offered.contains(server.protocol()) ? server.protocol() : "";
    Handshake handshake = forwarding.resolve(request).accept(parameters, protocol);
    return server.listensTo(EventType.HANDSHAKE)
        ? decide(handshake, offered)
        : new Admission.Accepted(server, handshake);
  }

  private Admission.@Nullable Refused checkForm(HandshakeRequest request) {
    if (!request.method().equals("GET")) {
      return malformed("A WebSocket handshake is a GET request.");
    }
    if (!request.list("sec-websocket-version").equals(List.of("13"))) {
      return refuse(
          RefusalReason.MALFORMED,
          new Admission.Refused(
              426,
              Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"),
              "Only version 13 of the WebSocket protocol is spoken here."));
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
    if (pending.incrementAndGet() > options.maxPendingHandshakes()) {
      pending.decrementAndGet();
      return refuse(RefusalReason.PENDING, tryLater("Too many clients wait to be let in."));
    }
    HandshakeDecision decision = new HandshakeDecision(server, handshake, offered);
    CompletionStage<Admission> made =
        decision.make(options.handshakeTimeout()).whenComplete((a, b) -> pending.decrementAndGet());
    Admission now = made.toCompletableFuture().getNow(null);
    return now == null ? new Admission.Pending(made) : now;
  }

  /** An answer for a client that may come again. */
  static Admission.Refused tryLater(String reason) {
    return new Admission.Refused(503, Map.of(RETRY_AFTER, "1"), reason);
  }

  private Admission.Refused malformed(String reason) {
    return refuse(RefusalReason.MALFORMED, 400, reason);
  }

  private Admission.Refused refuse(RefusalReason why, int status, String reason) {
    return refuse(why, new Admission.Refused(status, Map.of(), reason));
  }

  private Admission.Refused refuse(RefusalReason why, Admission.Refused answer) {
    server.counters().refused(why);
    return answer;
  }
}
