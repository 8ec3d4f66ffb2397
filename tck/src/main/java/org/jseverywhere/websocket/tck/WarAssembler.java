package org.jseverywhere.websocket.tck;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jseverywhere.websocket.tck.process.WarArchive;

/**
 * Packs the fixture, which comes with the TCK, and the implementation under test, which does not,
 * into a WAR: classes and pages of the fixture, and in {@code WEB-INF/lib} every jar of a
 * directory.
 *
 * @param implementation a directory with the jars of API and implementation
 * @param target where the WARs go
 */
record WarAssembler(Path implementation, Path target) {

  private static final String PACKAGE = "org/jseverywhere/websocket/tck/fixture/";
  private static final String EXTRA = PACKAGE + "extra/";
  private static final String BAD = PACKAGE + "bad/";
  private static final String PAGES = "fixture-web/";

  /** The fixture that all suites share, or one with more beans of {@code fixture.extra}. */
  Path fixture(String name, List<String> extras) throws IOException {
    return assemble(
        name,
        file -> (!file.startsWith(BAD) && !file.startsWith(EXTRA)) || isOneOf(EXTRA, extras, file));
  }

  /** An application that consists of these classes of the fixture's package {@code bad}. */
  Path bad(String name, List<String> simpleNames) throws IOException {
    return assemble(name, file -> isOneOf(BAD, simpleNames, file));
  }

  /** The packages of the implementation and the API. */
  Set<String> libraryPackages() throws IOException {
    Set<String> packages = new HashSet<>();
    for (Path library : libraries()) {
      try (JarFile jar = new JarFile(library.toFile())) {
        jar.stream()
            .map(JarEntry::getName)
            .filter(name -> name.endsWith(".class") && name.contains("/"))
            .forEach(
                name -> packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
      }
    }
    return packages;
  }

  private List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.list(implementation)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static boolean isOneOf(String folder, List<String> simpleNames, String file) {
    return simpleNames.stream()
        .map(simpleName -> folder + simpleName)
        .anyMatch(path -> file.equals(path + ".class") || file.startsWith(path + "$"));
  }

  private Path assemble(String name, Predicate<String> classes) throws IOException {
    WarArchive war = new WarArchive();
    try (Kit kit = Kit.open()) {
      for (String file : kit.files(PACKAGE)) {
        if (file.endsWith(".class") && classes.test(file)) {
          war.file("WEB-INF/classes/" + file, kit.read(file));
        }
      }
      for (String file : kit.files(PAGES)) {
        war.file(file.substring(PAGES.length()), kit.read(file));
      }
      for (Path jar : libraries()) {
        war.library(jar);
      }
    }
    Files.createDirectories(target);
    return war.writeTo(target.resolve(name + ".war"));
  }

  /** What the TCK itself is packed in: a jar, or a directory while it is being built. */
  private record Kit(Path root) implements AutoCloseable {

    static Kit open() throws IOException {
      try {
        URI source =
            Objects.requireNonNull(WarAssembler.class.getProtectionDomain().getCodeSource())
                .getLocation()
                .toURI();
        Path path = Path.of(source);
        return Files.isDirectory(path)
            ? new Kit(path)
            : new Kit(FileSystems.newFileSystem(path, Map.of()).getPath("/"));
      } catch (URISyntaxException e) {
        throw new IOException("The TCK is not packed in a file", e);
      }
    }

    List<String> files(String folder) throws IOException {
      try (Stream<Path> all = Files.walk(root.resolve(folder))) {
        return all.filter(Files::isRegularFile)
            .map(file -> root.relativize(file).toString().replace('\\', '/'))
            .toList();
      }
    }

    byte[] read(String file) throws IOException {
      return Files.readAllBytes(root.resolve(file));
    }

    @Override
    public void close() throws IOException {
      FileSystem system = root.getFileSystem();
      if (system != FileSystems.getDefault()) {
        system.close();
      }
    }
  }
}
