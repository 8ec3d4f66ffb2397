package org.jseverywhere.websocket.examples.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A Chromium of its own, without a screen; it looks at one window at a time. */
final class Browser implements AutoCloseable {

  /** The narrowest phone that the pages are made for, in CSS pixels. */
  static final int PHONE = 360;

  /** An ordinary window. */
  static final int DESK = 1100;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path PICTURES =
      System.getProperty("pictures", "").equals("update")
          ? Path.of(System.getProperty("examples.pictures"))
          : Path.of("target/pictures");

  private static final String AXE =
      """
      const done = arguments[0];
      axe.run(document, {resultTypes: ["violations"]}).then(
        found => done(found.violations.flatMap(violation => violation.nodes.map(
          node => violation.id + " at " + node.target.join(" ") + ": " + node.failureSummary))),
        error => done(["axe: " + error]));
      """;

  private final ChromeDriver driver;
  private int width;
  private String scheme;

  Browser(Path profile) {
    this(profile, DESK, "light");
  }

  /**
   * @param profile an empty directory
   * @param width of the page, in CSS pixels
   * @param scheme what the page may ask for: light or dark
   */
  Browser(Path profile, int width, String scheme) {
    this.width = width;
    this.scheme = scheme;
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium"));
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver"))
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    emulate();
  }

  private static File program(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> new File(directory, name))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name
                        + " is not on the PATH; on Debian: apt-get install chromium chromium-driver"));
  }

  private void emulate() {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width == PHONE));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Changes what the window looks like from now on. */
  void appear(int newWidth, String newScheme) {
    width = newWidth;
    scheme = newScheme;
    emulate();
  }

  void open(Object url) {
    driver.get(url.toString());
  }

  /** Opens a second window and looks at it; gives the handle of the first. */
  String openBeside(Object url) {
    String before = driver.getWindowHandle();
    driver.switchTo().newWindow(WindowType.WINDOW);
    emulate();
    open(url);
    return before;
  }

  /** Looks at another window; gives the handle of the present one. */
  String lookAt(String handle) {
    String before = driver.getWindowHandle();
    driver.switchTo().window(handle);
    return before;
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The text of an element, as it is written and not as it is styled. */
  String text(String selector) {
    return String.valueOf(find(selector).getDomProperty("textContent")).strip();
  }

  void await(String what, BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(what)
        // The page may draw again between finding an element and reading it.
        .ignoring(StaleElementReferenceException.class)
        .until(ignored -> condition.getAsBoolean());
  }

  /** Waits until the text of an element has this in it. */
  void awaitText(String selector, String part) {
    await(
        "\"" + part + "\" in " + selector + " of " + driver.getCurrentUrl(),
        () -> text(selector).contains(part));
  }

  /** Types where the focus is. */
  void type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Goes to an element as somebody does who has no mouse. */
  void tabTo(String selector) {
    WebElement target = find(selector);
    for (int i = 0; i < 40; i++) {
      if (driver.switchTo().activeElement().equals(target)) {
        return;
      }
      type(Keys.TAB);
    }
    throw new AssertionError("The Tab key does not lead to " + selector);
  }

  /** Whether something shows which element has the focus. */
  boolean showsFocus() {
    return Boolean.TRUE.equals(
        run("return getComputedStyle(document.activeElement).outlineStyle !== 'none'"));
  }

  Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /**
   * What reaches beyond the window to the right, save what scrolls by itself. Not scrollWidth of
   * the page: for a moment after a change of the emulated window that is the real one's width.
   */
  List<?> overhang() {
    return (List<?>)
        run(
            """
            const width = document.documentElement.clientWidth;
            return [...document.querySelectorAll("body *")]
              .filter(element => element.getBoundingClientRect().right > width)
              .filter(element => !element.parentElement.closest("pre, .scroll"))
              .map(element => element.outerHTML.substring(0, 200));
            """);
  }

  /** What axe finds against people who do not see, hear or use the page as others do. */
  List<?> obstacles() throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
      driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return (List<?>) driver.executeAsyncScript(AXE);
  }

  /** The errors in the console since this was last asked. */
  List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Takes a picture of the whole page. */
  void takePicture(String name) throws IOException {
    run("document.activeElement.blur(); scrollTo(0, 0)");
    Object height = run("return document.documentElement.scrollHeight");
    Map<String, Object> picture =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
    Files.createDirectories(PICTURES);
    Files.write(
        PICTURES.resolve(name + ".png"),
        Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
