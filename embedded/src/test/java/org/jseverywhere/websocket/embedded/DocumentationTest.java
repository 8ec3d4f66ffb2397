package org.jseverywhere.websocket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jseverywhere.websocket.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows compiles, and what the front page shows runs. */
@Timeout(120)
class DocumentationTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir Path classes;

  private int port;

  @BeforeEach
  void findFreePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void closeServers() {
    WebSocketServer.servers().forEach(WebSocketServer::close);
    System.clearProperty("websocket.server.embedded.port");
  }

  @Test
  void theProgramOfTheFrontPageIsAServer() throws Exception {
    String program = example("README.md", "Chat").replace(":9000/", ":" + port + "/");
    try (URLClassLoader loader = compile(List.of(program))) {
      loader.loadClass("Chat").getMethod("main", String[].class).invoke(null, (Object) null);

      String url = "ws://127.0.0.1:" + port + "/chat";
      try (RawClient first = RawClient.connect(url)) {
        assertThat(first.receive()).isEqualTo("Welcome, tcp:127.0.0.1:" + first.localPort());
        assertThat(first.receive()).isEqualTo("Somebody joined");
        try (RawClient second = RawClient.connect(url)) {
          assertThat(first.receive()).isEqualTo("Somebody joined");
          second.send("hello");
          assertThat(first.receive()).isEqualTo("hello");
        }
      }
    }
  }

  @Test
  void theProgramOfTheFrontPageHasTwelveLines() throws IOException {
    assertThat(example("README.md", "Chat").lines()).hasSize(12);
  }

  @Test
  void theBeanOfTheFrontPageHasRooms() throws Exception {
    System.setProperty("websocket.server.embedded.port", Integer.toString(port));
    try (URLClassLoader loader = compile(List.of(example("README.md", "Rooms")));
        SeContainer container = startBeans(loader);
        RawClient red = RawClient.connect("ws://127.0.0.1:" + port + "/chat/red");
        RawClient blue = RawClient.connect("ws://127.0.0.1:" + port + "/chat/blue");
        RawClient alsoRed = RawClient.connect("ws://127.0.0.1:" + port + "/chat/red")) {
      assertThat(container.isRunning()).isTrue();
      // Who hears itself has joined.
      red.send("I am red");
      assertThat(red.receive()).isEqualTo("I am red");
      alsoRed.send("hello");
      assertThat(red.receive()).isEqualTo("hello");
      blue.send("to blue only");
      assertThat(blue.receive()).isEqualTo("to blue only");
    }
  }

  private SeContainer startBeans(ClassLoader loader) throws IOException {
    Files.createFile(Files.createDirectory(classes.resolve("META-INF")).resolve("beans.xml"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return SeContainerInitializer.newInstance().setClassLoader(loader).initialize();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void allExamplesCompile() throws IOException {
    for (Path page : pages()) {
      List<String> sources = examples(Files.readString(page));
      if (!sources.isEmpty()) {
        compile(sources).close();
      }
    }
  }

  @Test
  void allLinksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(ROOT.relativize(page) + " -> " + link.group(1));
        }
      }
    }
    assertThat(broken).as("links to files that are not there").isEmpty();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT.resolve("docs"), ROOT.resolve("tck-runners"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    pages.removeIf(page -> page.toString().contains("target" + File.separator));
    return pages;
  }

  private static String example(String page, String className) throws IOException {
    return examples(Files.readString(ROOT.resolve(page))).stream()
        .filter(source -> className.equals(className(source)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No class " + className + " in " + page));
  }

  private static List<String> examples(String markdown) {
    return JAVA.matcher(markdown).results().map(result -> result.group(1)).toList();
  }

  private static String className(String source) {
    Matcher name = CLASS_NAME.matcher(source);
    if (!name.find()) {
      throw new AssertionError("An example without a public class:\n" + source);
    }
    return name.group(1);
  }

  private URLClassLoader compile(List<String> sources) throws IOException {
    List<File> files = new ArrayList<>();
    for (String source : sources) {
      files.add(Files.writeString(classes.resolve(className(source) + ".java"), source).toFile());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", classes.toString(), "-Xlint:all,-processing,-path", "-Werror");
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  Set.of(),
                  manager.getJavaFileObjectsFromFiles(files))
              .call();
      assertThat(compiled).as("javac says: %s", messages).isTrue();
    }
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
  }
}
