package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jseverywhere.websocket.tck.TckTimeouts;
import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * The deployed fixture, as the tests see it: over HTTP.
 *
 * @param base its root, such as {@code http://127.0.0.1:8080/fixture/}
 */
public record Application(URI base) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Gives a command to the fixture.
   *
   * @param command with {@code scenario} and {@code do}
   * @return what came of it
   */
  public Outcome command(Fields command) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("control"))
            .timeout(TckTimeouts.CURRENT.arrival().multipliedBy(3))
            .POST(HttpRequest.BodyPublishers.ofString(command.toString()))
            .build();
    return Outcome.parse(body(request));
  }

  /** The journal of a scenario from a line on, as soon as there is more or the time has passed. */
  List<Fields> journal(String scenario, int from, Duration wait) {
    String query =
        "control?scenario=%s&from=%d&wait=%d"
            .formatted(URLEncoder.encode(scenario, UTF_8), from, wait.toMillis());
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(query))
            .timeout(wait.plus(TckTimeouts.CURRENT.arrival()))
            .build();
    return body(request).lines().map(Fields::parse).toList();
  }

  /**
   * Sends a plain request.
   *
   * @param method such as {@code GET}
   * @param path relative to the application's root, without a slash in front
   * @param body the body, empty for none
   * @return the response
   */
  public HttpResponse<String> request(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TckTimeouts.CURRENT.arrival())
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /**
   * Gets a page as one who says more of itself.
   *
   * @param path relative to the application's root, without a slash in front
   * @param headers names and values in turn
   * @return the response
   */
  public HttpResponse<String> get(String path, String... headers) {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TckTimeouts.CURRENT.arrival())
            .headers(headers)
            .build());
  }

  /**
   * Gets a page.
   *
   * @param path relative to the application's root, without a slash in front
   * @return the response
   */
  public HttpResponse<String> get(String path) {
    return request("GET", path, "");
  }

  /**
   * The address of a server of the application.
   *
   * @param path the server's path, with a slash in front
   * @return such as {@code ws://127.0.0.1:8080/fixture/chat}
   */
  public URI webSocket(String path) {
    URI http = base.resolve(path.substring(1));
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }

  private static String body(HttpRequest request) {
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 200) {
      throw new AssertionError(
          "The fixture's control answered %d to %s: %s"
              .formatted(response.statusCode(), request.uri(), response.body()));
    }
    return response.body();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("No answer to " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + request.uri(), e);
    }
  }
}
