package org.jseverywhere.websocket.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@ExtendWith(ServedWar.class)
final class EveryPageIT {

  private final URI root;
  private final Path profile;

  EveryPageIT(URI root, @TempDir Path profile) {
    this.root = root;
    this.profile = profile;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "echo.html", "chat.html", "dashboard.html"})
  @DisplayName("a page fits a phone, is no obstacle by day or night, and logs no error")
  void isForEverybody(String page) throws IOException {
    try (Browser browser = new Browser(profile, Browser.PHONE, "light")) {
      browser.open(root.resolve(page));

      assertThat(browser.overhang()).as("wider than the window").isEmpty();
      assertThat(browser.obstacles()).isEmpty();

      browser.appear(Browser.DESK, "dark");

      assertThat(browser.overhang()).as("wider than the window").isEmpty();
      assertThat(browser.obstacles()).isEmpty();
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  @DisplayName("the start page leads to each example, and each example to the others, by keyboard")
  void leadsOn() throws IOException {
    try (Browser browser = new Browser(profile)) {
      browser.open(root);
      browser.awaitText("[data-endpoint=echo]", root.toString().replace("http", "ws") + "echo");
      browser.takePicture("start");

      browser.tabTo("main a[href='chat.html']");
      browser.type(Keys.ENTER);
      browser.awaitText("h1", "Chat");
      browser.tabTo("nav a[href='dashboard.html']");
      assertThat(browser.showsFocus()).isTrue();
      browser.type(Keys.ENTER);
      browser.awaitText("h1", "Dashboard");

      assertThat(browser.findAll("[aria-current=page]"))
          .extracting(WebElement::getText)
          .containsExactly("Dashboard");
    }
  }

  @Test
  @DisplayName("the first Tab offers to skip the navigation, which Enter does")
  void skips() throws IOException {
    try (Browser browser = new Browser(profile)) {
      browser.open(root.resolve("echo.html"));

      browser.type(Keys.TAB);
      assertThat(browser.run("return document.activeElement.textContent"))
          .isEqualTo("Skip to the content");
      browser.type(Keys.ENTER);
      browser.type(Keys.TAB);

      assertThat(browser.run("return document.activeElement.id")).isEqualTo("connection");
    }
  }
}
