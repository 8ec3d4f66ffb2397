package org.jseverywhere.websocket.internal.core;

import java.nio.charset.StandardCharsets;

/**
 * The status codes that the library itself uses, and the check of those that applications give.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4">RFC 6455, section 7.4</a>
 */
public final class CloseCodes {

  /** The purpose of the connection has been fulfilled. */
  public static final int NORMAL = 1000;

  /** The server goes down. */
  public static final int GOING_AWAY = 1001;

  /** A frame is not what the protocol allows. */
  private static final int PROTOCOL_ERROR = 1002;

  /** No status code was in the close frame. */
  public static final int NO_STATUS = 1005;

  /** There was no close frame. */
  public static final int ABNORMAL = 1006;

  /** A text is no UTF-8. */
  private static final int INVALID_DATA = 1007;

  /** The client does what it must not. */
  public static final int POLICY_VIOLATION = 1008;

  /** A message is larger than allowed. */
  public static final int TOO_BIG = 1009;

  /** The client is too slow. */
  public static final int TRY_AGAIN_LATER = 1013;

  /** Ours, as many applications use it: the client is not, or no longer, authenticated. */
  public static final int UNAUTHORIZED = 4401;

  private static final int MAX_REASON_BYTES = 123;

  private CloseCodes() {}

  /** Whether a container closes with it a client that has sent what it must not. */
  static boolean isClientsFault(int code) {
    return code == PROTOCOL_ERROR || code == INVALID_DATA || code == TOO_BIG;
  }

  /**
   * Checks what an application wants to close with, as WHATWG does for {@code WebSocket.close()}.
   *
   * @throws IllegalArgumentException if the code or the reason is not allowed
   */
  static void check(int code, String reason) {
    if (code != NORMAL && (code < 3000 || code > 4999)) {
      throw new IllegalArgumentException(
          "Cannot close a port with code " + code + ": allowed are 1000 and 3000 to 4999.");
    }
    int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_REASON_BYTES) {
      throw new IllegalArgumentException(
          "Cannot close a port with a reason of "
              + bytes
              + " bytes of UTF-8: at most "
              + MAX_REASON_BYTES
              + " are allowed.");
    }
  }
}
