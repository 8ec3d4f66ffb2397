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
 * Lets a container's own upgrade handler be told of input, and of the end of the connection, only
 * once its {@code init} is over. Tyrus, on Payara and GlassFish, asks to be told before it has made
 * its session; when the client is gone by then it forgets that, and the session never closes.
 * Public, with a public constructor, because the servlet container makes it.
 */
public final class LateReadingHandler implements HttpUpgradeHandler {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  private volatile @Nullable HttpUpgradeHandler delegate;
  private @Nullable HttpServletRequest request;

  /** For the container. */
  public LateReadingHandler() {}

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
        LateReadingHandler ours = super.upgrade(LateReadingHandler.class);
        ours.delegate = handler;
        ours.request = request;
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
    try {
      input = new LateInput(connection.getInputStream());
    } catch (IOException e) {
      throw new IllegalStateException("The upgraded connection cannot be read", e);
    }
    delegate().init(new LateConnection(connection, input));
    if (delegate != null) {
      input.begin();
    }
  }

  @Override
  public void destroy() {
    HttpUpgradeHandler ended = delegate;
    if (ended != null) {
      ended.destroy();
      leaveEmptyHandler(ended.getClass());
    }
  }

  /**
   * Payara keeps its request objects for later requests, and each of them its last handler, which
   * by its class keeps the application. So it gets one of the container's own instead.
   */
  private void leaveEmptyHandler(Class<? extends HttpUpgradeHandler> handlerClass) {
    HttpServletRequest ended = request;
    request = null;
    delegate = null;
    if (ended != null) {
      try {
        ended.upgrade(handlerClass);
      } catch (IOException | ServletException | RuntimeException e) {
        // As it must: the exchange was upgraded once. The handler has changed before that is seen.
        LOG.log(System.Logger.Level.TRACE, "The handler of an ended connection was replaced", e);
      }
    }
  }

  private HttpUpgradeHandler delegate() {
    return Objects.requireNonNull(delegate, "delegate");
  }

  @SuppressWarnings("try") // close() throws Exception because that of WebConnection does
  private record LateConnection(WebConnection connection, LateInput input)
      implements WebConnection {

    @Override
    public ServletInputStream getInputStream() {
      return input;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return connection.getOutputStream();
    }

    @Override
    public void close() throws Exception {
      connection.close();
    }
  }

  /** The input, with a listener that begins to listen later. */
  private static final class LateInput extends ServletInputStream {

    private final ServletInputStream input;
    private @Nullable ReadListener listener;

    LateInput(ServletInputStream input) {
      this.input = input;
    }

    void begin() {
      ReadListener waiting = listener;
      if (waiting != null) {
        input.setReadListener(waiting);
      }
    }

    @Override
    public void setReadListener(ReadListener readListener) {
      listener = readListener;
    }

    @Override
    public boolean isFinished() {
      return input.isFinished();
    }

    @Override
    public boolean isReady() {
      return input.isReady();
    }

    @Override
    public int available() throws IOException {
      return input.available();
    }

    @Override
    public int read() throws IOException {
      return input.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return input.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
