package org.jseverywhere.websocket.examples.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * {@code java -jar} of the WAR: serves it with the embedded server that it carries.
 *
 * <p>Java finds this class where a jar keeps what is for one release of Java and newer; there,
 * under {@code META-INF}, no container loads or serves it.
 */
public final class Launcher {

  private static final String SERVER = "org.jseverywhere.websocket.embedded.WarServer";

  /** A system property: true ends this process with the one that has started it, such as Maven. */
  private static final String WITH_PARENT = "examples.endWithParent";

  /** The server, and the library, which the application and the server must have in common. */
  private static final Pattern LIBRARY =
      Pattern.compile("(META-INF/embedded|WEB-INF/lib)/[^/]+\\.jar");

  private Launcher() {}

  /**
   * Serves this WAR until the process is asked to end.
   *
   * @param arguments those of the embedded server, such as {@code --port 8080}
   * @throws Throwable if the server does not start
   */
  public static void main(String[] arguments) throws Throwable {
    logLess();
    if (Boolean.getBoolean(WITH_PARENT)) {
      ProcessHandle.current().parent().ifPresent(Launcher::endWith);
    }
    Path war = war();
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(war.toString());
    ClassLoader loader =
        new URLClassLoader(unpackLibraries(war), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    MethodHandles.publicLookup()
        .findStatic(
            loader.loadClass(SERVER), "main", MethodType.methodType(void.class, String[].class))
        .invokeExact(all.toArray(String[]::new));
  }

  private static void endWith(ProcessHandle parent) {
    CompletableFuture<Void> unused = parent.onExit().thenRun(() -> System.exit(0));
  }

  private static void logLess() throws IOException {
    if (System.getProperty("java.util.logging.config.file") == null) {
      try (InputStream properties = Launcher.class.getResourceAsStream("logging.properties")) {
        LogManager.getLogManager().readConfiguration(properties);
      }
    }
  }

  private static Path war() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(Launcher.class.getProtectionDomain().getCodeSource())
            .getLocation()
            .toURI());
  }

  /** A class loader reads jars from files, not from inside of another jar. */
  private static URL[] unpackLibraries(Path war) throws IOException {
    Path directory = Files.createTempDirectory("websocket-server-examples-");
    directory.toFile().deleteOnExit();
    List<URL> libraries = new ArrayList<>();
    try (JarFile archive = new JarFile(war.toFile())) {
      List<? extends ZipEntry> entries =
          archive.stream().filter(entry -> LIBRARY.matcher(entry.getName()).matches()).toList();
      for (ZipEntry entry : entries) {
        Path library = directory.resolve(Path.of(entry.getName()).getFileName());
        library.toFile().deleteOnExit();
        try (InputStream content = archive.getInputStream(entry)) {
          Files.copy(content, library);
        }
        libraries.add(library.toUri().toURL());
      }
    }
    return libraries.toArray(URL[]::new);
  }
}
