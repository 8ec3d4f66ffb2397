package org.jseverywhere.websocket.embedded.internal.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jseverywhere.websocket.internal.core.Admission;

/** Answers plain requests where there are only WebSocket servers: 426 on their paths, or 404. */
final class NoPages extends HttpHandler {

  private final Doorman doorman;

  NoPages(Doorman doorman) {
    this.doorman = doorman;
  }

  @Override
  public void service(Request request, Response response) throws IOException {
    boolean ours =
        doorman.admit(Requests.read(request.getRequest())) instanceof Admission.NoUpgrade;
    Admission.Refused answer =
        ours
            ? Admission.NoUpgrade.UPGRADE_REQUIRED
            : new Admission.Refused(404, Map.of(), "There is nothing here.");
    byte[] body = (answer.reason() + "\n").getBytes(UTF_8);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    if (answer.headers().containsKey("Upgrade")) {
      // Grizzly takes the answer for a change of protocol, and gives it no length: its end says so.
      response.setHeader("Connection", "close");
    }
    response.setContentType("text/plain;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
