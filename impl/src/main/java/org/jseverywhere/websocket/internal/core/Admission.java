package org.jseverywhere.websocket.internal.core;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What becomes of an HTTP request. */
public sealed interface Admission {

  /** No server listens on that path: the application answers. */
  record NotOurs() implements Admission {}

  /** A server listens there, but no WebSocket was asked for: the application answers if it can. */
  record NoUpgrade() implements Admission {

    /** What to answer if the application cannot. */
    public static final Refused UPGRADE_REQUIRED =
        new Refused(426, Map.of("Upgrade", "websocket"), "This is a WebSocket server.");
  }

  /**
   * The handshake fails, before the upgrade.
   *
   * @param status the HTTP status
   * @param headers further headers of the answer
   * @param reason a line for a person
   */
  record Refused(int status, Map<String, String> headers, String reason) implements Admission {}

  /**
   * The application has not decided yet.
   *
   * @param decision becomes {@link Refused} or {@link Accepted}, never fails, and may be completed
   *     by any thread
   */
  record Pending(CompletionStage<Admission> decision) implements Admission {}

  /**
   * The handshake succeeds.
   *
   * @param server where the client goes
   * @param handshake what the client said
   */
  record Accepted(Server server, Handshake handshake) implements Admission {}
}
