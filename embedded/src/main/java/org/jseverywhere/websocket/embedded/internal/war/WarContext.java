package org.jseverywhere.websocket.embedded.internal.war;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.servlet.WebappContext;
import org.jspecify.annotations.Nullable;

/** The servlet context of one application; its resources are the files of the WAR. */
final class WarContext extends WebappContext {

  private final Path root;
  private final Sessions sessions;
  private volatile @Nullable ClassLoader loader;

  WarContext(String contextPath, Path root, ClassLoader loader) {
    super("application " + contextPath, contextPath);
    this.root = root;
    this.loader = loader;
    this.sessions = new Sessions(contextPath);
    setSessionManager(sessions);
  }

  Path root() {
    return root;
  }

  private @Nullable Path file(String path) {
    Path file = root.resolve(path.replaceFirst("^/+", "")).normalize();
    return file.startsWith(root) && Files.exists(file) ? file : null;
  }

  /**
   * Not with the application's class loader: Grizzly makes another one below it, and keeps that.
   */
  @Override
  public synchronized void deploy(HttpServer server) {
    WithLoader.run(WarContext.class.getClassLoader(), () -> super.deploy(server));
  }

  /** Forgets the application, too: Grizzly keeps this object with the requests that it reuses. */
  @Override
  public synchronized void undeploy() {
    super.undeploy();
    for (String name : Collections.list(getAttributeNames())) {
      removeAttribute(name);
    }
    sessions.clear();
    loader = null;
  }

  @Override
  public @Nullable ClassLoader getClassLoader() {
    return loader;
  }

  @Override
  public @Nullable URL getResource(String path) throws MalformedURLException {
    Path file = file(path);
    return file == null ? null : file.toUri().toURL();
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String path) {
    Path file = file(path);
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Set<String> getResourcePaths(String path) {
    Path directory = file(path);
    if (directory == null || !Files.isDirectory(directory)) {
      return null;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> "/" + root.relativize(file) + (Files.isDirectory(file) ? "/" : ""))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String getRealPath(String path) {
    return root.resolve(path.replaceFirst("^/+", "")).toString();
  }

  @Override
  public String getMimeType(String file) {
    return FileServlet.type(file);
  }
}
