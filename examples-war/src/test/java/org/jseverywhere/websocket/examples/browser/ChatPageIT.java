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
final class ChatPageIT {

  private final URI root;
  private final Browser browser;

  ChatPageIT(URI root, @TempDir Path profile) {
    this.root = root;
    this.browser = new Browser(profile);
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  @DisplayName("two windows in a room hear each other, and both hear an announcement")
  void talks() throws IOException {
    browser.open(root.resolve("chat.html"));
    enter("Ann", "studio");
    String ann = browser.openBeside(root.resolve("chat.html"));
    enter("Bob", "studio");
    say("Good morning, Ann!");

    String bob = browser.lookAt(ann);
    browser.awaitText("#talk", "Bob has entered");
    browser.awaitText("#talk .said", "Good morning, Ann!");
    browser.awaitText("#people", "Bob");
    say("Good morning, Bob. How is the new server?");
    say("Mine took me five lines.");

    browser.lookAt(bob);
    browser.awaitText("#talk .said:last-child", "five lines");
    assertThat(browser.findAll("#talk .mine")).hasSize(1);
    browser.find("#announcement").sendKeys("Lunch is ready", Keys.ENTER);
    browser.awaitText("#talk .announced", "Lunch is ready");

    browser.lookAt(ann);
    browser.awaitText("#talk .announced", "Lunch is ready");
    assertThat(browser.overhang()).as("wider than the window").isEmpty();
    assertThat(browser.obstacles()).isEmpty();
    assertThat(browser.consoleErrors()).isEmpty();
    browser.takePicture("chat");
    browser.appear(Browser.PHONE, "dark");
    assertThat(browser.overhang()).as("wider than the window").isEmpty();
    assertThat(browser.obstacles()).isEmpty();
    browser.takePicture("chat-phone");
  }

  @Test
  @DisplayName("an announcement reaches another room; what is said does not")
  void announcesToOtherRooms() {
    browser.open(root.resolve("chat.html"));
    enter("Ann", "north");
    String ann = browser.openBeside(root.resolve("chat.html"));
    enter("Bob", "south");
    say("Only here");
    browser.find("#announcement").sendKeys("For all", Keys.ENTER);
    browser.awaitText("#talk .announced", "For all");

    browser.lookAt(ann);
    browser.awaitText("#talk .announced", "For all");
    assertThat(browser.text("#talk")).doesNotContain("Only here");
  }

  @Test
  @DisplayName("an announcement that is refused says why")
  void explainsRefusals() {
    browser.open(root.resolve("chat.html"));
    browser.find("#announcement").sendKeys(" ", Keys.ENTER);

    browser.awaitText("#problem", "nothing to announce");
  }

  @Test
  @DisplayName("markup is shown as it was typed, and hurts nobody")
  void escapes() {
    browser.open(root.resolve("chat.html"));
    enter("<i>Eve</i>", "studio");
    say("<img src=x onerror=alert(1)>");

    browser.awaitText("#talk .said", "<i>Eve</i>");
    browser.awaitText("#talk .said", "<img src=x onerror=alert(1)>");
    assertThat(browser.findAll("#talk img, #talk i, #people i")).isEmpty();
  }

  @Test
  @DisplayName("entering and talking need no mouse, and the focus goes to where one writes")
  void worksByKeyboard() {
    browser.open(root.resolve("chat.html"));
    browser.tabTo("#name");
    assertThat(browser.showsFocus()).isTrue();
    browser.type("Ann", Keys.TAB, "");
    browser.type(Keys.chord(Keys.CONTROL, "a"), "studio", Keys.ENTER);
    browser.awaitText("#state", "In studio as Ann");
    browser.type("Without a mouse", Keys.ENTER);

    browser.awaitText("#talk .mine", "Without a mouse");
  }

  private void enter(String name, String room) {
    browser.find("#name").sendKeys(name);
    browser.find("#room").clear();
    browser.find("#room").sendKeys(room);
    browser.find("#enter-button").click();
    browser.awaitText("#state", "In " + room);
  }

  private void say(String text) {
    browser.find("#text").sendKeys(text, Keys.ENTER);
    browser.awaitText("#talk .mine:last-child", text);
  }
}
