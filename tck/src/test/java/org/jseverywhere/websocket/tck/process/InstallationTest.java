package org.jseverywhere.websocket.tck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  @TempDir private Path directory;

  @Test
  @DisplayName("each start has a directory of its own")
  void makesNewInstances() throws Exception {
    Installation installation = new Installation("some", directory, directory.resolve("work"));

    assertThat(installation.newInstance("wildfly"))
        .isEmptyDirectory()
        .isNotEqualTo(installation.newInstance("wildfly"));
  }

  @Test
  @DisplayName("a copy has all files and leaves the original alone")
  void copiesTree() throws Exception {
    Path original = Files.createDirectories(directory.resolve("home/a/b")).resolve("file");
    Files.writeString(original, "port=8080");
    Path copy = directory.resolve("copy");

    Installation.copy(directory.resolve("home"), copy);
    Installation.replace(copy.resolve("a/b/file"), "8080", "0");

    assertThat(copy.resolve("a/b/file")).hasContent("port=0");
    assertThat(original).hasContent("port=8080");
  }

  @Test
  @DisplayName("a setting that is not there is reported with the file")
  void reportsMissingSetting() throws Exception {
    Path file = Files.writeString(directory.resolve("server.xml"), "<server/>");

    assertThatThrownBy(() -> Installation.replace(file, "port", "gate"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("<port>", "<gate>", file.toString());
  }
}
