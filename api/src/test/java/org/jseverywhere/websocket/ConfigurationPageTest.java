package org.jseverywhere.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the page and the options together; with -Dconfiguration.page=write the page is written. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("../docs/reference/configuration.md");

  private static final String HEAD =
      """
      # Configuration

      The options of a server, as they are named everywhere: in `WebSocketServerOptions`, in `@WebSocketServerDefinition`, and outside
      of the program as `websocket.server.<serverId>.<name>`. Of these the last is the strongest: it is read with MicroProfile Config
      where the application sees it, so from its environment variables and files too, and from the system properties elsewhere, once,
      when the server is opened. A value that is not allowed, or a name that is none of these, stops the deployment and says what is.

      ```
      -Dwebsocket.server.chat.maxMessageSize=16384
      -Dwebsocket.server.chat.allowedOrigins=https://example.org,https://*.example.org
      ```

      Times are written as in ISO 8601: `PT10S`, `PT0.5S`, `PT5M`. This page is made from the options themselves by
      `mvn -pl api test -Dtest=ConfigurationPageTest -Dconfiguration.page=write`.

      | Option | Meaning | Unit | Default | Allowed |
      |---|---|---|---|---|
      """;

  @Test
  void thePageHasTheOptionsAsTheyAre() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    OptionTable.all().values().forEach(option -> page.append(row(option)));
    if ("write".equals(System.getProperty("configuration.page"))) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page, UTF_8);
    }

    assertThat(PAGE).content(UTF_8).isEqualTo(page.toString());
  }

  private static <T> String row(Option<T> option) {
    T value = option.defaultValue();
    String text = value.equals(Integer.MAX_VALUE) ? "no limit" : "`" + option.write(value) + "`";
    return "| `%s` | %s | %s | %s | %s |%n"
        .formatted(
            option.name(),
            option.meaning(),
            option.unit(),
            text.equals("``") ? "none" : text,
            option.allowed())
        .replace("* is any", "`*` is any")
        .replace("https://*.example.org for", "`https://*.example.org` for")
        .replace(", or * |", ", or `*` |")
        .replace("\r", "");
  }
}
