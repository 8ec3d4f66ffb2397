package org.jseverywhere.websocket.internal.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a servlet container and the upgrade handler of its WebSocket, where the two use
 * the connection before it has begun or after it has ended: Tyrus, on Payara and GlassFish. Public,
 * with a public constructor, because the servlet container makes it.
 */
public final class GuardedUpgradeHandler implements HttpUpgradeHandler {

  private volatile @Nullable HttpUpgradeHandler delegate;
  private volatile Runnable retire = () -> {};
  private volatile @Nullable EndingOutput output;

  /** For the container. */
  public GuardedUpgradeHandler() {}

  /** A request whose upgrade to a handler that is a read listener goes through this class. */
  static HttpServletRequest wrap(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public <T extends HttpUpgradeHandler> T upgrade(Class<T> handlerClass)
          throws IOException, ServletException {
        // Others, such as Tomcat, know their handler by its class, and read in ways of their own.
        if (!ReadListener.class.isAssignableFrom(handlerClass)) {
          return super.upgrade(handlerClass);
        }
        T handler = make(handlerClass);
        GuardedUpgradeHandler ours = super.upgrade(GuardedUpgradeHandler.class);
        ours.delegate = handler;
        ours.retire = GrizzlyConnection.retiring(request);
        return handler;
      }
    };
  }

  private static <T> T make(Class<T> handlerClass) throws ServletException {
    try {
      return handlerClass.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ServletException("Cannot make a " + handlerClass.getName(), e);
    }
  }

  @Override
  public void init(WebConnection connection) {
    LateInput input;
    EndingOutput ending;
    try {
      input = new LateInput(connection.getInputStream());
      ending = new EndingOutput(connection.getOutputStream());
    } catch (IOException e) {
      throw new IllegalStateException("The upgraded connection has no streams", e);
    }
    output = ending;
    delegate().init(new GuardedConnection(connection, input, ending));
    input.begin();
  }

  @Override
  public void destroy() {
    HttpUpgradeHandler ended = delegate;
    EndingOutput ending = output;
    try {
      if (ended != null) {
        ended.destroy();
      }
    } finally {
      // Not before: the handler may still write its close frame.
      if (ending != null) {
        ending.end();
      }
      retire.run();
    }
  }

  private HttpUpgradeHandler delegate() {
    return Objects.requireNonNull(delegate, "delegate");
  }

  @SuppressWarnings("try") // close() throws Exception because that of WebConnection does
  private record GuardedConnection(
      WebConnection connection, ServletInputStream input, ServletOutputStream output)
      implements WebConnection {

    @Override
    public ServletInputStream getInputStream() {
      return input;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return output;
    }

    @Override
    public void close() throws Exception {
      connection.close();
    }
  }
}
