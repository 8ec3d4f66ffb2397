package org.jseverywhere.websocket.embedded.internal.net;

import java.util.Map;
import org.glassfish.grizzly.http.HttpResponsePacket;

/**
 * The phrases behind those status codes that Grizzly calls "CUSTOM", or by a name of its own.
 *
 * @see <a href="https://www.iana.org/assignments/http-status-codes">IANA, HTTP status codes</a>
 */
final class ReasonPhrases {

  private static final Map<Integer, String> BY_STATUS =
      Map.of(
          101, "Switching Protocols",
          422, "Unprocessable Content",
          425, "Too Early",
          426, "Upgrade Required",
          428, "Precondition Required",
          429, "Too Many Requests",
          451, "Unavailable For Legal Reasons",
          507, "Insufficient Storage",
          511, "Network Authentication Required");

  private ReasonPhrases() {}

  /** Gives an answer that is about to be written the phrase of its status, unless it has one. */
  static void complete(HttpResponsePacket response) {
    String phrase = BY_STATUS.get(response.getStatus());
    if (phrase != null && !response.isCommitted() && !response.isCustomReasonPhraseSet()) {
      response.setReasonPhrase(phrase);
    }
  }
}
