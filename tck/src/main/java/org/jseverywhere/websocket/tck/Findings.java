package org.jseverywhere.websocket.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a suite has measured, beside what it has checked: one file for each kind, a line for each
 * finding, its cells separated by tabs, the target first. {@link ContainersPage} shows them.
 */
public final class Findings {

  private Findings() {}

  /**
   * Adds a line.
   *
   * @param kind the name of the file, without its end
   * @param target what was tested
   * @param cells the rest of the line
   * @throws IOException if it cannot be written
   */
  public static void add(String kind, Target target, String... cells) throws IOException {
    Path directory = Path.of(System.getProperty("tck.report.dir", "target/tck"));
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve(kind + ".tsv"),
        target.name() + "\t" + String.join("\t", cells) + "\n",
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
