package org.jseverywhere.websocket.tck.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.jseverywhere.websocket.tck.TckContainer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarArchiveTest {

  @TempDir private Path directory;

  @Test
  @DisplayName("everything is where a web application has it")
  void placesEntries() throws Exception {
    Path library = Files.writeString(directory.resolve("some.jar"), "not looked into");

    Path war =
        new WarArchive()
            .text("index.html", "hello")
            .classes(WarArchive.class)
            .service(TckContainer.class, ProcessContainer.class)
            .library(library)
            .writeTo(directory.resolve("some.war"));

    try (ZipFile zip = new ZipFile(war.toFile())) {
      assertThat(zip.stream().map(Object::toString))
          .containsExactlyInAnyOrder(
              "index.html",
              "WEB-INF/classes/org/jseverywhere/websocket/tck/process/WarArchive.class",
              "WEB-INF/classes/META-INF/services/org.jseverywhere.websocket.tck.TckContainer",
              "WEB-INF/lib/some.jar");
      assertThat(zip.getInputStream(zip.getEntry("index.html"))).hasContent("hello");
    }
  }

  @Test
  @DisplayName("a class without a file, such as an array's, is reported")
  void reportsClassWithoutFile() {
    assertThatThrownBy(() -> new WarArchive().classes(int[].class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("class [I");
  }
}
