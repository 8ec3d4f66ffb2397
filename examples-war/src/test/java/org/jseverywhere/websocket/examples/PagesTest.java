package org.jseverywhere.websocket.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {

  private static final Path PAGES = Path.of("src/main/webapp");
  private static final Path SOURCES = Path.of("src/main/java/org/jseverywhere/websocket/examples");

  private static final Pattern SHOWN =
      Pattern.compile("data-source=\"([^\"]+)\"><code>(.*?)</code>", Pattern.DOTALL);
  private static final Pattern NAMED =
      Pattern.compile("<code>([\\w./]+\\.(?:java|html|js))</code>");

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "echo.html", "chat.html", "dashboard.html"})
  @DisplayName("the Java that a page shows is the Java that runs")
  void showsWhatRuns(String page) throws IOException {
    List<MatchResult> shown = find(SHOWN, page);

    assertThat(shown).hasSize(1);
    String code = shown.get(0).group(2).replace("&lt;", "<").replace("&amp;", "&");
    String source = Files.readString(SOURCES.resolve(shown.get(0).group(1)));
    assertThat(withoutIndentation(source)).contains(withoutIndentation(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo.html", "chat.html", "dashboard.html"})
  @DisplayName("the files in the reading order of a page are there, and are all of its package")
  void namesFiles(String page) throws IOException {
    String example = page.replace(".html", "");

    List<String> named = find(NAMED, page).stream().map(match -> match.group(1)).toList();

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(sources(example), Stream.of(page, example + ".js")).toList());
  }

  private static String withoutIndentation(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static List<MatchResult> find(Pattern pattern, String page) throws IOException {
    return pattern.matcher(Files.readString(PAGES.resolve(page))).results().toList();
  }

  private static Stream<String> sources(String example) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(example))) {
      return files
          .map(file -> example + "/" + file.getFileName())
          .filter(name -> !name.endsWith("/package-info.java"))
          .toList()
          .stream();
    }
  }
}
