package org.jseverywhere.websocket.tck.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes jars of the implementation with a fault in them. */
final class BrokenImplementation {

  private static final List<String> MODULES = List.of("api", "impl", "embedded");

  private final Path root;

  /**
   * Takes the sources from here.
   *
   * @param root of the project
   */
  BrokenImplementation(Path root) {
    this.root = root;
  }

  /**
   * Copies jars, with the classes of the fault in place of those that they had.
   *
   * @param fault what to break
   * @param intact the jars
   * @param broken where they go
   * @throws IOException if that fails, or the fault does not fit the sources any more
   */
  void make(Fault fault, Path intact, Path broken) throws IOException {
    Files.createDirectories(broken);
    for (Path jar : list(intact)) {
      Files.copy(jar, broken.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    Map<Path, String> changed = changed(fault);
    for (String module : MODULES) {
      Path sources = root.resolve(module).resolve("src/main/java");
      Map<Path, String> own =
          changed.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(sources))
              .collect(
                  Collectors.toMap(
                      entry -> sources.relativize(entry.getKey()), Map.Entry::getValue));
      if (!own.isEmpty()) {
        Path work = Files.createTempDirectory(broken.toAbsolutePath().getParent(), "classes");
        compile(own, list(intact), work);
        replace(work.resolve("out"), jar(module, broken));
      }
    }
  }

  /**
   * Applies the changes of a fault.
   *
   * @param fault what to break
   * @return the text of each source that it changes
   * @throws IOException if it does not fit the sources any more
   */
  Map<Path, String> changed(Fault fault) throws IOException {
    Map<Path, String> changed = new LinkedHashMap<>();
    for (Fault.Change change : fault.changes()) {
      Path source = source(change.className());
      String text = changed.containsKey(source) ? changed.get(source) : Files.readString(source);
      changed.put(source, applied(change, text));
    }
    return changed;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private Path source(String className) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.endsWith(className + ".java")).forEach(found::add);
      }
    }
    if (found.size() != 1) {
      throw new IOException("There are " + found.size() + " sources of " + className);
    }
    return found.get(0);
  }

  /** Replaces what is to be changed, wherever there is white space in it or not. */
  private static String applied(Fault.Change change, String source) throws IOException {
    StringBuilder dense = new StringBuilder();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < source.length(); i++) {
      if (!Character.isWhitespace(source.charAt(i))) {
        dense.append(source.charAt(i));
        places.add(i);
      }
    }
    String wanted = change.from().replaceAll("\\s+", "");
    int at = dense.indexOf(wanted);
    if (at < 0 || dense.indexOf(wanted, at + 1) >= 0) {
      throw new IOException(
          "In %s there is %s \"%s\": mend the fault."
              .formatted(
                  change.className(), at < 0 ? "no" : "more than one", change.from().strip()));
    }
    int last = places.get(at + wanted.length() - 1);
    return source.substring(0, places.get(at)) + change.to() + source.substring(last + 1);
  }

  private static void compile(Map<Path, String> sources, List<Path> jars, Path work)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (Map.Entry<Path, String> source : sources.entrySet()) {
      Path file = work.resolve("src").resolve(source.getKey());
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source.getValue(), UTF_8));
    }
    Path out = Files.createDirectories(work.resolve("out"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", out.toString(), "-cp", classPath(jars), "-proc:none", "--release", "17");
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      if (!compiled) {
        throw new IOException("The fault does not compile: " + messages);
      }
    }
  }

  /** With all that is on this run's class path: what one jar leaves to its container, too. */
  private static String classPath(List<Path> jars) {
    return Stream.concat(
            jars.stream().map(Path::toString), Stream.of(System.getProperty("java.class.path")))
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static Path jar(String module, Path directory) throws IOException {
    for (Path jar : list(directory)) {
      if (jar.getFileName().toString().startsWith("websocket-server-" + module + "-")) {
        return jar;
      }
    }
    throw new IOException("No jar of " + module + " in " + directory);
  }

  private static void replace(Path classes, Path jar) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path entry = archive.getPath("/" + classes.relativize(file));
        Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
