package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.LateRefusals;
import org.jseverywhere.websocket.internal.core.Penalty;

/** Tells clients that they are not let in. */
final class Refusals {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private final LateRefusals late;

  /** With this penalty for who comes too often. */
  Refusals(Penalty penalty) {
    this.late = new LateRefusals(penalty);
  }

  /** Tells this client, now, or later without a thread that waits. */
  void refuse(HttpServletRequest request, HttpServletResponse response, Admission.Refused refused)
      throws IOException {
    // A filter of the application's own, before this one, may not allow it.
    CompletionStage<Void> delay = request.isAsyncSupported() ? late.delay(refused) : null;
    if (delay == null) {
      tell(response, refused);
      return;
    }
    AsyncContext suspended = request.startAsync(request, response);
    suspended.setTimeout(0);
    delay.thenRun(() -> resume(suspended, response, refused));
  }

  private static void resume(
      AsyncContext suspended, HttpServletResponse response, Admission.Refused refused) {
    try {
      suspended.start(() -> tellLast(suspended, response, refused));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A client that was to be refused is gone", e);
    }
  }

  private static void tellLast(
      AsyncContext suspended, HttpServletResponse response, Admission.Refused refused) {
    try {
      try {
        tell(response, refused);
      } finally {
        suspended.complete();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "A client that was to be refused is gone", e);
    }
  }

  /** Tells it at once. */
  static void tell(HttpServletResponse response, Admission.Refused refused) throws IOException {
    byte[] body = (refused.reason() + "\n").getBytes(StandardCharsets.UTF_8);
    refused.headers().forEach(response::setHeader);
    response.setStatus(refused.status());
    response.setContentType("text/plain;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
