package org.jseverywhere.websocket.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Packs the fixture for a server that somebody deploys to by hand. A program: the directory with
 * the jars of API and implementation, then the directory for {@code fixture.war}.
 */
public final class FixtureWar {

  private FixtureWar() {}

  /**
   * Packs the fixture, and says where it is and what to do with it.
   *
   * @param arguments the two directories
   * @throws IOException if a jar cannot be read, or the WAR not be written
   */
  public static void main(String... arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "Give two directories: of the jars of API and implementation, and for fixture.war.");
    }
    Path war =
        new WarAssembler(Path.of(arguments[0]), Path.of(arguments[1]))
            .fixture("fixture", List.of());
    System.out.println(
        "Deploy "
            + war.toAbsolutePath()
            + " and run the TCK with -Dtck.base-uri of its root, such as"
            + " http://127.0.0.1:8080/fixture/");
  }
}
