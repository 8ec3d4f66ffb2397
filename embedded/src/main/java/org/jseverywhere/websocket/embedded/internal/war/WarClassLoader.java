package org.jseverywhere.websocket.embedded.internal.war;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The classes of one application, below those of the server. The libraries of this project that the
 * application brings along for containers are left out: the server has them.
 */
final class WarClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private static final List<String> IN_OURS =
      List.of(
          "org/jseverywhere/websocket/WebSocketServer.class",
          "org/jseverywhere/websocket/internal/core/Application.class");

  private WarClassLoader(String name, URL[] urls, ClassLoader parent) {
    super(name, urls, parent);
  }

  /** A loader for these places, each a directory or a jar. */
  static WarClassLoader of(String name, List<Path> places) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      urls.add(place.toUri().toURL());
    }
    ClassLoader own = WarClassLoader.class.getClassLoader();
    return new WarClassLoader(
        name, urls.toArray(URL[]::new), own == null ? ClassLoader.getSystemClassLoader() : own);
  }

  /** The directories and jars that the classes of an application are in. */
  static List<Path> places(ExplodedWar war) throws IOException {
    List<Path> places = new ArrayList<>();
    if (Files.isDirectory(war.classes())) {
      places.add(war.classes());
    }
    for (Path library : war.libraries()) {
      if (!isOurs(library)) {
        places.add(library);
      }
    }
    return places;
  }

  private static boolean isOurs(Path library) throws IOException {
    try (JarFile jar = new JarFile(library.toFile())) {
      return IN_OURS.stream().anyMatch(name -> jar.getEntry(name) != null);
    }
  }
}
