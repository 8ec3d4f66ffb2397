package org.jseverywhere.websocket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** An application whose classes only its own class loader knows: they are compiled into it. */
final class TestWar {

  private final Path root;
  private final List<JavaFileObject> sources = new ArrayList<>();

  TestWar(Path root) {
    this.root = root;
  }

  TestWar file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Adds a class of the package {@code app}; jakarta and our API are imported. */
  TestWar java(String name, String source) {
    String imports =
        """
        package app;
        import jakarta.enterprise.context.*;
        import jakarta.enterprise.event.*;
        import jakarta.enterprise.inject.*;
        import jakarta.enterprise.inject.spi.*;
        import jakarta.inject.*;
        import jakarta.servlet.*;
        import jakarta.servlet.annotation.*;
        import jakarta.servlet.http.*;
        import java.io.*;
        import java.util.*;
        import org.jseverywhere.websocket.*;
        import org.jseverywhere.websocket.CloseEvent;
        import org.jseverywhere.websocket.inject.*;
        """;
    sources.add(new Source(URI.create("string:///app/" + name + ".java"), imports + source));
    return this;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(URI uri, String text) {
      super(uri, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Compiles what was added. */
  Path directory() throws IOException {
    Path classes = Files.createDirectories(root.resolve("WEB-INF/classes"));
    if (sources.isEmpty()) {
      return root;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      List<String> options = List.of("-proc:none", "-parameters");
      if (!compiler.getTask(null, files, null, options, null, sources).call()) {
        throw new IOException("The application does not compile");
      }
    }
    return root;
  }

  Path archive() throws IOException {
    Path directory = directory();
    Path war = directory.resolveSibling(directory.getFileName() + ".war");
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(directory.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return war;
  }
}
