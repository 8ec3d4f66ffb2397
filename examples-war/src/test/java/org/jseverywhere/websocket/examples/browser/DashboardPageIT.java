package org.jseverywhere.websocket.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

@ExtendWith(ServedWar.class)
final class DashboardPageIT {

  /** A page that keeps some clients of each server busy, as a few people with many windows do. */
  private static final String TRAFFIC =
      """
      const clients = {"echo": 6, "broadcast": 4, "chat/lobby?name=Ann": 9, "chat/attic?name=Bob": 3};
      for (const [path, count] of Object.entries(clients)) {
        for (let i = 0; i < count; i++) {
          const url = new URL(path, location.href);
          url.protocol = url.protocol.replace("http", "ws");
          const socket = new WebSocket(url);
          socket.onopen = () => setInterval(() => socket.send("hello"), 90 * (i + 1) + 10 * i * i);
        }
      }
      """;

  private final URI root;
  private final Browser browser;

  DashboardPageIT(URI root, @TempDir Path profile) {
    this.root = root;
    this.browser = new Browser(profile);
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  @DisplayName(
      "the clients of other windows are listed, counted and drawn, and so is what they send")
  void drawsOtherWindows() throws IOException {
    browser.open(root.resolve("echo.html"));
    browser.awaitText("#state", "Connected");
    browser.run(TRAFFIC);
    browser.openBeside(root.resolve("dashboard.html"));

    browser.awaitText("#state", "Live");
    browser.await(
        "the echo server has the seven clients of the other window",
        () ->
            browser.findAll("#clients tr td:nth-child(2)").stream()
                    .filter(cell -> cell.getText().equals("echo"))
                    .count()
                == 7);
    browser.await(
        "each of them is drawn",
        () -> browser.findAll("[aria-labelledby=server-3] .port").size() == 7);
    browser.await("some have just sent", () -> !browser.findAll("#servers .port.busy").isEmpty());
    browser.await(
        "a minute's worth of lines has begun",
        () ->
            String.valueOf(
                    browser.run("return document.querySelector('#chart .series-4').points.length"))
                .matches("1[5-9]|[2-9]\\d"));
    browser.awaitText("#chart-text", "echo: ");
    assertThat(browser.text("#rate")).isNotEqualTo("0");

    browser.find("#pause").click();
    assertThat(browser.obstacles()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
    browser.takePicture("dashboard");
    browser.appear(Browser.PHONE, "dark");
    assertThat(browser.overhang()).as("wider than the window").isEmpty();
    assertThat(browser.obstacles()).isEmpty();
    browser.takePicture("dashboard-phone");
  }

  @Test
  @DisplayName("a client that leaves disappears, and that is read out")
  void forgetsWhoLeft() {
    browser.open(root.resolve("dashboard.html"));
    browser.awaitText("#clients", "dashboard");
    String dashboard = browser.openBeside(root.resolve("echo.html"));
    browser.awaitText("#state", "Connected");
    String echo = browser.lookAt(dashboard);
    browser.awaitText("#clients", "echo");

    browser.lookAt(echo);
    browser.find("#connection").click();
    browser.lookAt(dashboard);

    browser.await("echo is gone", () -> !browser.text("#clients").contains("echo"));
    browser.awaitText("#news", "connected");
  }

  @Test
  @DisplayName("it pauses and goes on without a mouse")
  void pausesByKeyboard() {
    browser.open(root.resolve("dashboard.html"));
    browser.awaitText("#state", "Live");
    browser.tabTo("#pause");
    assertThat(browser.showsFocus()).isTrue();

    browser.type(Keys.SPACE);
    browser.awaitText("#state", "Paused");
    assertThat(browser.find("#pause").getDomAttribute("aria-pressed")).isEqualTo("true");
    browser.type(Keys.ENTER);
    browser.awaitText("#state", "Live");
  }
}
