package org.jseverywhere.websocket.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Holds page, enum and suites together. */
class RulesTest {

  @Test
  @DisplayName("the page and the enum have the same rules, in the same order")
  void pageAndEnum() throws IOException {
    String page = Files.readString(Path.of("../docs/spec/rules.md"), UTF_8);
    assertThat(RulesPage.parse(page).rules().keySet())
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::id).toList());
  }

  @Test
  @DisplayName("every rule has a text, a source and an intent")
  void complete() {
    assertThat(Arrays.stream(Rule.values()).map(Rule::text))
        .allSatisfy(
            rule -> {
              assertThat(rule.text()).as(rule.id()).isNotBlank();
              assertThat(rule.source()).as(rule.id()).isNotBlank();
              assertThat(rule.intent()).as(rule.id()).isNotBlank();
            });
  }

  @Test
  @DisplayName("a rule that is called untestable has no test")
  void untestableIsNotTested() throws Exception {
    assertThat(cited()).noneMatch(rule -> rule.text().untestable());
  }

  /** Those of chapter EMB are cited beside the runner of the embedded server. */
  @Test
  @DisplayName("every MUST that can be tested has a test that cites it")
  void everyMustIsCited() throws Exception {
    assertThat(cited())
        .containsAll(
            Arrays.stream(Rule.values())
                .filter(rule -> rule.text().strength() == RuleText.Strength.MUST)
                .filter(rule -> !rule.text().untestable() && !rule.name().startsWith("EMB_"))
                .toList());
  }

  private static Set<Rule> cited() throws Exception {
    return suites().stream()
        .flatMap(suite -> Arrays.stream(suite.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Verifies.class))
        .flatMap(method -> Arrays.stream(method.getAnnotation(Verifies.class).value()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }

  private static List<Class<?>> suites() throws Exception {
    Path folder =
        Path.of(TckSuite.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("org/jseverywhere/websocket/tck/suite");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Tck.class"))
          .<Class<?>>map(RulesTest::load)
          .toList();
    }
  }

  private static Class<?> load(String fileName) {
    String simpleName = fileName.substring(0, fileName.length() - ".class".length());
    try {
      return Class.forName("org.jseverywhere.websocket.tck.suite." + simpleName);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
