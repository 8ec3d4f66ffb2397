package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void valuesOfANameStayInTheirOrder() {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    byName.put("a", List.of("1", "", "2"));
    byName.put("b", List.of("a:3"));
    byName.put("ba", List.of());
    Headers headers = Headers.of(byName);

    assertThat(headers.values("a")).containsExactly("1", "", "2");
    assertThat(headers.values("b")).containsExactly("a:3");
    assertThat(headers.values("ba")).isEmpty();
    assertThat(headers.values("c")).isEmpty();
  }

  @Test
  void aValueCannotPassForAHeader() {
    Headers headers = Headers.of(Map.of("a", List.of("1\nb:2")));

    assertThat(headers.values("a")).containsExactly("1 b:2");
    assertThat(headers.values("b")).isEmpty();
  }

  @Test
  void aNameCannotReachIntoAValue() {
    assertThat(Headers.of(Map.of("a", List.of("b:c"))).values("a:b")).isEmpty();
  }

  @Test
  void aTextOfThemTellsNothing() {
    assertThat(Headers.of(Map.of("a", List.of("secret"))).toString()).doesNotContain("secret");
  }
}
