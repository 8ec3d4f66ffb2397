package org.jseverywhere.websocket.tck.glassfish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** The administration over HTTP. Each request returns when its command has been executed. */
final class AdminClient {

  private static final String MESSAGE = "\"message\":\"";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI applications;
  private final Duration bound;

  /** What the server answered: whether the command succeeded, and its words. */
  record Answer(boolean success, String message) {}

  AdminClient(int port, Duration bound) {
    this.applications =
        URI.create(
            "http://127.0.0.1:%d/management/domain/applications/application".formatted(port));
    this.bound = bound;
  }

  /** Whether the administration answers, which it does last when the server starts. */
  boolean isReady() throws InterruptedException {
    try {
      return send("GET", applications, BodyPublishers.noBody()).success();
    } catch (IOException notYet) {
      return false;
    }
  }

  Answer deploy(String contextName, Path war) throws IOException, InterruptedException {
    Map<String, String> form =
        Map.of("id", war.toString(), "name", contextName, "contextroot", contextName);
    return send("POST", applications, BodyPublishers.ofString(encode(form)));
  }

  Answer undeploy(String contextName) throws IOException, InterruptedException {
    return send("DELETE", URI.create(applications + "/" + contextName), BodyPublishers.noBody());
  }

  private Answer send(String method, URI uri, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(bound)
            .header("X-Requested-By", "websocket-server-tck")
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, body)
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response.statusCode() == 200, message(response.body()));
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(joining("&"));
  }

  /** The answer's message, or all of the answer if there is none. */
  private static String message(String json) {
    int found = json.indexOf(MESSAGE);
    if (found < 0) {
      return json;
    }
    StringBuilder message = new StringBuilder();
    int i = found + MESSAGE.length();
    while (json.charAt(i) != '"') {
      if (json.charAt(i) != '\\') {
        message.append(json.charAt(i));
        i++;
      } else if (json.charAt(i + 1) == 'u') {
        message.append((char) HexFormat.fromHexDigits(json, i + 2, i + 6));
        i += 6;
      } else {
        message.append(unescape(json.charAt(i + 1)));
        i += 2;
      }
    }
    return message.toString();
  }

  private static char unescape(char code) {
    return switch (code) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> code;
    };
  }
}
