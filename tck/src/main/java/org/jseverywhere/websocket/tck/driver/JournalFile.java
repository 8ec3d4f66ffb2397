package org.jseverywhere.websocket.tck.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jseverywhere.websocket.tck.fixture.Fields;

/**
 * The journal of a scenario in a file, which can be read when the application is gone. Only for
 * servers on this machine.
 *
 * @param path the file
 */
public record JournalFile(Path path) {

  /**
   * Has the application write the journal from now on.
   *
   * @param stage whose journal
   * @param path the file, which need not exist
   * @return to read it
   */
  public static JournalFile of(Stage stage, Path path) {
    stage.command("file", new Fields().add("path", path.toAbsolutePath())).value();
    return new JournalFile(path);
  }

  /**
   * Waits until there are so many lines of a kind.
   *
   * @param which which lines
   * @param count how many to wait for
   * @return all lines of this kind, fewer if they did not come in time
   */
  public List<Fields> take(Predicate<Fields> which, int count) {
    try {
      return Eventually.inTime(() -> lines(which), lines -> lines.size() >= count);
    } catch (UncheckedIOException e) {
      throw new AssertionError("The application wrote no journal", e);
    }
  }

  private List<Fields> lines(Predicate<Fields> which) {
    try {
      return Files.readAllLines(path, UTF_8).stream().map(Fields::parse).filter(which).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
