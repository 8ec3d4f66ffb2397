package org.jseverywhere.websocket.tck.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application put together by a test. */
public final class WarArchive {

  private final Map<String, byte[]> entries = new TreeMap<>();

  /**
   * Adds a text file.
   *
   * @param path where in the archive, such as {@code index.html}
   * @param content its text, written in UTF-8
   * @return this
   */
  public WarArchive text(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  /**
   * Adds a file.
   *
   * @param path where in the archive
   * @param content its bytes
   * @return this
   */
  public WarArchive file(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  /**
   * Adds classes to WEB-INF/classes. Nested classes are not added with their outer class.
   *
   * @param classes classes that the class path has as files or in jars
   * @return this
   * @throws IOException if one cannot be read
   */
  public WarArchive classes(Class<?>... classes) throws IOException {
    for (Class<?> type : classes) {
      String file = type.getName().replace('.', '/') + ".class";
      try (InputStream code = type.getResourceAsStream("/" + file)) {
        if (code == null) {
          throw new IllegalArgumentException("There is no class file for " + type);
        }
        entries.put("WEB-INF/classes/" + file, code.readAllBytes());
      }
    }
    return this;
  }

  /**
   * Names the implementation of a service in WEB-INF/classes.
   *
   * @param service the service, as for {@link java.util.ServiceLoader}
   * @param provider its implementation, which this does not add
   * @return this
   */
  public WarArchive service(Class<?> service, Class<?> provider) {
    return text("WEB-INF/classes/META-INF/services/" + service.getName(), provider.getName());
  }

  /**
   * Adds a library to WEB-INF/lib under its own name.
   *
   * @param jar the library
   * @return this
   * @throws IOException if it cannot be read
   */
  public WarArchive library(Path jar) throws IOException {
    entries.put("WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
    return this;
  }

  /**
   * Writes the archive.
   *
   * @param war the file, replaced if it exists
   * @return the same file
   * @throws IOException if it cannot be written
   */
  public Path writeTo(Path war) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return war;
  }
}
