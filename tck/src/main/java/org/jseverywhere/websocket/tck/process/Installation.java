package org.jseverywhere.websocket.tck.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An unpacked server and the directory in which it may work.
 *
 * @param name what the server is called in reports
 * @param home the unpacked server, which is only read, so that several can run from it at once
 * @param work where each start gets a directory of its own
 */
public record Installation(String name, Path home, Path work) {

  /** The system property that says what the server is called. */
  public static final String NAME_PROPERTY = "tck.server.name";

  /** The system property that says where the server has been unpacked. */
  public static final String HOME_PROPERTY = "tck.server.home";

  /** The system property that says where configurations, deployments and logs are to be written. */
  public static final String WORK_PROPERTY = "tck.server.work";

  /**
   * Finds the installation that the build has prepared.
   *
   * @return what {@value #NAME_PROPERTY}, {@value #HOME_PROPERTY} and {@value #WORK_PROPERTY} say
   * @throws IllegalStateException if a property is missing or no server is there
   */
  public static Installation fromSystemProperties() {
    Path home = directory(HOME_PROPERTY);
    if (!Files.isDirectory(home)) {
      throw new IllegalStateException(
          "The system property %s names %s, which is not a directory; unpack the server there"
              .formatted(HOME_PROPERTY, home));
    }
    return new Installation(value(NAME_PROPERTY), home, directory(WORK_PROPERTY));
  }

  /**
   * Makes an empty directory that no other start uses.
   *
   * @param name what its name begins with; a number follows
   * @return the new directory
   * @throws IOException if it cannot be made
   */
  public Path newInstance(String name) throws IOException {
    Files.createDirectories(work);
    int number = 1;
    while (Files.exists(work.resolve(name + "-" + number))) {
      number++;
    }
    return Files.createDirectory(work.resolve(name + "-" + number));
  }

  /**
   * Copies a directory with all that is in it.
   *
   * @param source an existing directory
   * @param target a directory that does not exist yet; its parent does
   * @throws IOException if something cannot be read or written
   */
  public static void copy(Path source, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(source)) {
      files = tree.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : files) {
      Files.copy(file, target.resolve(source.relativize(file).toString()));
    }
  }

  /**
   * Changes a setting in a text file.
   *
   * @param file a file in UTF-8
   * @param present the text to be replaced wherever it occurs
   * @param wanted the text to be there instead
   * @throws IOException if the file cannot be read or written
   * @throws IllegalStateException if the text to be replaced is not there, as after a new version
   *     of the server
   */
  public static void replace(Path file, String present, String wanted) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(present)) {
      throw new IllegalStateException(
          "Wanted to replace <%s> by <%s> in %s, but it is not there; adapt this to the server's version"
              .formatted(present, wanted, file));
    }
    Files.writeString(file, text.replace(present, wanted));
  }

  private static Path directory(String property) {
    return Path.of(value(property)).toAbsolutePath();
  }

  private static String value(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The system property %s is missing".formatted(property));
    }
    return value;
  }
}
