package org.jseverywhere.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ServedWar.class)
final class PagesIT {

  private final URI root;

  PagesIT(URI root) {
    this.root = root;
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/html",
    "index.html, text/html",
    "echo.js, (text|application)/javascript",
    "style.css, text/css",
    "icon.svg, image/svg\\+xml"
  })
  @DisplayName("what pages are made of is served as what it is")
  void servesPages(String path, String type) throws IOException, InterruptedException {
    HttpResponse<String> page = get(root.resolve(path));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).matches(type + "(;.*)?");
  }

  @Test
  @DisplayName("nothing under WEB-INF and META-INF is served, the launcher and the server included")
  void hidesWhatIsInside() throws IOException, InterruptedException {
    for (String name : RunningWar.names()) {
      if (!name.endsWith("/") && name.matches("(WEB|META)-INF/.*")) {
        assertThat(get(root.resolve(name)).statusCode()).as(name).isEqualTo(404);
      }
    }
    assertThat(get(root.resolve(RunningWar.LAUNCHER)).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
