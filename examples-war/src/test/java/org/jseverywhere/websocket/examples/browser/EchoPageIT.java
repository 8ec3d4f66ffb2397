package org.jseverywhere.websocket.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jseverywhere.websocket.examples.ServedWar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

@ExtendWith(ServedWar.class)
final class EchoPageIT {

  private final URI root;
  private final Browser browser;

  EchoPageIT(URI root, @TempDir Path profile) {
    this.root = root;
    this.browser = new Browser(profile);
  }

  @BeforeEach
  void open() {
    browser.open(root.resolve("echo.html"));
    browser.awaitText("#state", "Connected");
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  @DisplayName("text and bytes come back as what they were, and the newest is read out")
  void echoes() throws IOException {
    replaceMessage("héllo, wörld");
    browser.find("#send").click();
    browser.awaitText("#trips tr:first-child td:nth-child(2)", "héllo, wörld");
    assertThat(browser.text("#trips tr:first-child td:nth-child(1)")).isEqualTo("Text");
    assertThat(browser.text("#trips tr:first-child td:nth-child(3)")).isEqualTo("14");
    browser.awaitText("#last", "Text came back: héllo, wörld");

    browser.find("[value=binary]").click();
    replaceMessage("00ff 10 7F");
    browser.find("#send").click();
    browser.awaitText("#trips tr:first-child td:nth-child(2)", "00 ff 10 7f");
    assertThat(browser.text("#trips tr:first-child td:nth-child(1)")).isEqualTo("Binary");
    assertThat(browser.text("#trips tr:first-child td:nth-child(3)")).isEqualTo("4");

    assertThat(browser.obstacles()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
    browser.takePicture("echo");
  }

  @Test
  @DisplayName("what is not a list of bytes is not sent, and the field says why")
  void explainsMistakes() {
    browser.find("[value=binary]").click();
    replaceMessage("xyz");
    browser.find("#send").click();

    browser.awaitText("#problem", "pairs of the digits");
    assertThat(browser.find("#message").getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser.findAll("#trips tr")).isEmpty();
  }

  @Test
  @DisplayName("the facts of the handshake are shown; of a cookie only that it is there")
  void showsFacts() {
    String origin = root.resolve("/").toString().replaceFirst("/$", "");
    browser.awaitText("[data-fact=origin]", origin);
    browser.awaitText("[data-fact=remoteURI]", "tcp:127.0.0.1:");
    browser.awaitText("[data-fact=protocol]", "facts");
    browser.awaitText("[data-fact=cookies]", "not present");

    browser.find("#cookie").click();

    browser.awaitText("[data-fact=cookies]", "present (1)");
    browser.awaitText("#cookie", "Remove the cookie");
  }

  @Test
  @DisplayName("everything works without a mouse, disconnecting and connecting again included")
  void worksByKeyboard() {
    browser.tabTo("#connection");
    assertThat(browser.showsFocus()).isTrue();
    browser.type(Keys.ENTER);
    browser.awaitText("#state", "Closed (1000)");
    browser.type(Keys.SPACE);
    browser.awaitText("#state", "Connected");

    browser.tabTo("[value=text]");
    browser.type(Keys.ARROW_RIGHT);
    browser.awaitText("#message-label", "Bytes");
    browser.type(Keys.ARROW_LEFT);
    browser.tabTo("#message");
    browser.type(Keys.chord(Keys.CONTROL, "a"), "typed", Keys.chord(Keys.CONTROL, Keys.ENTER));

    browser.awaitText("#trips tr:first-child td:nth-child(2)", "typed");
  }

  private void replaceMessage(String message) {
    browser.find("#message").clear();
    browser.find("#message").sendKeys(message);
  }
}
