package org.jseverywhere.websocket.embedded.internal.war;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A place of classes in an application.
 *
 * @param classNames the names of its classes, but for module-info and package-info
 * @param beansXml the text of its beans.xml, empty if it has none
 */
record Archive(List<String> classNames, String beansXml) {

  private static final String CLASS = ".class";

  /** Reads WEB-INF/classes, whose beans.xml is beside it, or a library. */
  static Archive of(Path place, ExplodedWar war) throws IOException {
    if (Files.isDirectory(place)) {
      Path inMeta = place.resolve("META-INF/beans.xml");
      Path beansXml = Files.exists(inMeta) ? inMeta : war.root().resolve("WEB-INF/beans.xml");
      return new Archive(classNames(place), read(beansXml));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      Path root = jar.getPath("/");
      return new Archive(classNames(root), read(root.resolve("META-INF/beans.xml")));
    }
  }

  /** An empty beans.xml is one, too. */
  private static String read(Path beansXml) throws IOException {
    return Files.exists(beansXml) ? Files.readString(beansXml) + " " : "";
  }

  private static List<String> classNames(Path root) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (path.endsWith(CLASS) && !path.endsWith("-info.class") && !path.startsWith("META-INF")) {
          names.add(path.substring(0, path.length() - CLASS.length()).replace('/', '.'));
        }
      }
    }
    return names;
  }

  boolean hasBeansXml() {
    return !beansXml.isEmpty();
  }

  /** Whether no class in it is a bean. */
  boolean hasNoBeans() {
    return hasMode("none");
  }

  /** Whether every class in it is a bean. */
  boolean isAllBeans() {
    return hasMode("all");
  }

  private boolean hasMode(String mode) {
    return beansXml.matches("(?s).*bean-discovery-mode\\s*=\\s*[\"']" + mode + "[\"'].*");
  }
}
