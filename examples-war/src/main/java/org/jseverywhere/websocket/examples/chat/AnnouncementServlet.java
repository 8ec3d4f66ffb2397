package org.jseverywhere.websocket.examples.chat;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.examples.chat.Line.Kind;

/**
 * Tells everybody in every room what is posted to it as plain text. It shares the server of the
 * bean by its id alone: the same id gives the same reference.
 */
@WebServlet("/announcements")
public final class AnnouncementServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 1000;

  /** For the container. */
  public AnnouncementServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (isFromAnotherSite(request)) {
      answer(response, HttpServletResponse.SC_FORBIDDEN, "Only pages of this site may announce.");
    } else if (body.length > MOST_BYTES) {
      answer(
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          "At most " + MOST_BYTES + " bytes can be announced.");
    } else if (text.isEmpty()) {
      answer(response, HttpServletResponse.SC_BAD_REQUEST, "There is nothing to announce.");
    } else {
      WebSocketServer chat = WebSocketServer.open("/chat/{room}", "chat");
      chat.send(new Line(Kind.ANNOUNCED, "", text).message());
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }

  /** Browsers say which page a POST is from; other programs have no user to be abused. */
  private static boolean isFromAnotherSite(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin != null && !origin.endsWith("://" + request.getHeader("Host"));
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(text);
  }
}
