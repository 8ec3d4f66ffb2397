package org.jseverywhere.websocket.embedded.internal.war;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jspecify.annotations.Nullable;

/** Answers what no servlet of the application does: with a file of it, or that there is nothing. */
final class FileServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String INDEX = "index.html";
  private static final String BYTES = "application/octet-stream";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=UTF-8"),
          Map.entry("css", "text/css;charset=UTF-8"),
          Map.entry("js", "text/javascript;charset=UTF-8"),
          Map.entry("mjs", "text/javascript;charset=UTF-8"),
          Map.entry("txt", "text/plain;charset=UTF-8"),
          Map.entry("csv", "text/csv;charset=UTF-8"),
          Map.entry("xml", "application/xml"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("pdf", "application/pdf"));

  private final transient Path root;
  private final transient Predicate<HttpServletRequest> isSocket;

  /**
   * Serves a directory.
   *
   * @param root the content of the application
   * @param isSocket whether a WebSocket server listens on the path of a request
   */
  FileServlet(Path root, Predicate<HttpServletRequest> isSocket) {
    this.root = root;
    this.isSocket = isSocket;
  }

  /** The content type of a file. */
  static String type(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, BYTES);
  }

  @Override
  protected long getLastModified(HttpServletRequest request) {
    Path file = find(request);
    try {
      return file == null ? -1 : Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Path file = find(request);
    if (file == null) {
      answerNothing(request, response);
      return;
    }
    if (isDirectoryWithoutSlash(request, file)) {
      String query = request.getQueryString();
      response.sendRedirect(request.getRequestURI() + "/" + (query == null ? "" : "?" + query));
      return;
    }
    response.setContentType(type(String.valueOf(file.getFileName())));
    response.setContentLengthLong(Files.size(file));
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!request.getMethod().equals("HEAD")) {
      Files.copy(file, response.getOutputStream());
    }
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }

  private boolean isDirectoryWithoutSlash(HttpServletRequest request, Path file) {
    return file.endsWith(INDEX)
        && !request.getRequestURI().endsWith("/")
        && !request.getRequestURI().endsWith(INDEX);
  }

  private void answerNothing(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Admission.Refused answer =
        isSocket.test(request)
            ? Admission.NoUpgrade.UPGRADE_REQUIRED
            : new Admission.Refused(404, Map.of(), "There is nothing here.");
    byte[] body = (answer.reason() + "\n").getBytes(UTF_8);
    answer.headers().forEach(response::setHeader);
    if (answer.headers().containsKey("Upgrade")) {
      // Grizzly takes the answer for a change of protocol, and gives it no length: its end says so.
      response.setHeader("Connection", "close");
    }
    response.setStatus(answer.status());
    response.setContentType("text/plain;charset=UTF-8");
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  /** The file that a request means, if there is one and it may be seen. */
  private @Nullable Path find(HttpServletRequest request) {
    String info = request.getPathInfo();
    return find(request.getServletPath() + (info == null ? "" : info));
  }

  private @Nullable Path find(String path) {
    String relative = path.replaceFirst("^/+", "");
    Path file;
    try {
      file = root.resolve(relative).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
    if (!file.startsWith(root) || isHidden(root.relativize(file))) {
      return null;
    }
    if (Files.isDirectory(file)) {
      file = file.resolve(INDEX);
    }
    return Files.isRegularFile(file) ? file : null;
  }

  private static boolean isHidden(Path relative) {
    String first = relative.getName(0).toString().toUpperCase(Locale.ROOT);
    return first.equals("WEB-INF")
        || first.equals("META-INF")
        || relative.toString().endsWith(".class");
  }
}
