package org.jseverywhere.websocket.embedded.internal.war;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The content of a WAR as a directory.
 *
 * @param root the directory
 * @param temporary whether it was made here, and goes when it is closed
 */
record ExplodedWar(Path root, boolean temporary) implements AutoCloseable {

  static ExplodedWar of(Path war) throws IOException {
    if (Files.isDirectory(war)) {
      return new ExplodedWar(war.toRealPath(), false);
    }
    if (!Files.isRegularFile(war)) {
      throw new NoSuchFileException(war.toString(), null, "it is neither a file nor a directory");
    }
    ExplodedWar exploded = new ExplodedWar(Files.createTempDirectory("war-").toRealPath(), true);
    try (InputStream in = Files.newInputStream(war)) {
      exploded.extract(new ZipInputStream(in));
      return exploded;
    } catch (IOException e) {
      exploded.close();
      throw e;
    }
  }

  private void extract(ZipInputStream zip) throws IOException {
    boolean empty = true;
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      empty = false;
      Path target = root.resolve(entry.getName()).normalize();
      if (!target.startsWith(root)) {
        throw new IOException("the entry \"" + entry.getName() + "\" leads out of the archive");
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else {
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
    }
    if (empty) {
      throw new IOException("it is not a WAR, or an empty one");
    }
  }

  /** The directory of classes, which need not exist. */
  Path classes() {
    return root.resolve("WEB-INF/classes");
  }

  /** The libraries, in the order of their names. */
  List<Path> libraries() throws IOException {
    Path lib = root.resolve("WEB-INF/lib");
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public void close() {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete the copy of a WAR at " + root, e);
    }
  }
}
