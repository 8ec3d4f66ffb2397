package org.jseverywhere.websocket.embedded.internal.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.Routes;
import org.jseverywhere.websocket.internal.core.Server;
import org.jseverywhere.websocket.internal.core.ServerUrl;
import org.jspecify.annotations.Nullable;

/**
 * A plain program as a host: each server listens where its URL says, several on one port. Threads:
 * any.
 */
final class EmbeddedHost implements Host {

  /** The host on which a server listens whose URL is a path. */
  private static final String HOST_PROPERTY = "websocket.server.embedded.host";

  /** Its port. */
  private static final String PORT_PROPERTY = "websocket.server.embedded.port";

  private record Open(
      InetSocketAddress address, boolean secure, Routes routes, Listener listener) {}

  private final Application application;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Server, Open> byServer = new HashMap<>();

  /** Also those that no longer listen and serve their last clients. */
  @GuardedBy("lock")
  private final List<Listener> listeners = new ArrayList<>();

  @GuardedBy("lock")
  private @Nullable Thread shutdownHook;

  EmbeddedHost(Application application) {
    this.application = application;
  }

  @Override
  public String bind(Server server) throws IOException {
    ServerUrl url = server.serverUrl();
    ServerUrl.Address wanted = url.address() == null ? defaultAddress() : url.address();
    InetSocketAddress address = resolve(wanted);
    lock.lock();
    try {
      Open open = existing(address, wanted.secure());
      if (open == null) {
        open = listen(address, wanted, server);
      } else {
        open.routes().add(server);
      }
      byServer.put(server, open);
      return wanted.port() == 0 ? withPort(url, wanted, open.listener().port()) : url.text();
    } finally {
      lock.unlock();
    }
  }

  private static ServerUrl.Address defaultAddress() throws IOException {
    String port = System.getProperty(PORT_PROPERTY, "8080");
    try {
      return new ServerUrl.Address(
          false, System.getProperty(HOST_PROPERTY, "127.0.0.1"), checkPort(Integer.parseInt(port)));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the system property " + PORT_PROPERTY + " is \"" + port + "\"; allowed is 0 to 65535",
          e);
    }
  }

  private static int checkPort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("Not a port: " + port);
    }
    return port;
  }

  private static InetSocketAddress resolve(ServerUrl.Address wanted) throws IOException {
    try {
      return new InetSocketAddress(InetAddress.getByName(wanted.host()), wanted.port());
    } catch (UnknownHostException e) {
      throw new IOException(
          "the host \""
              + wanted.host()
              + "\" is unknown; use an address of this machine, such as 127.0.0.1",
          e);
    }
  }

  @GuardedBy("lock")
  private @Nullable Open existing(InetSocketAddress address, boolean secure) throws IOException {
    for (Open open : byServer.values()) {
      if (open.address().equals(address) && address.getPort() != 0) {
        if (open.secure() != secure) {
          throw new IOException(
              "servers on port "
                  + address.getPort()
                  + " are "
                  + (secure ? "ws" : "wss")
                  + " already; use the same scheme, or another port");
        }
        return open;
      }
    }
    return null;
  }

  @GuardedBy("lock")
  private Open listen(InetSocketAddress address, ServerUrl.Address wanted, Server server)
      throws IOException {
    Routes routes = new Routes();
    routes.add(server);
    Listener listener;
    var tls = wanted.secure() ? Tls.fromSystemProperties() : null;
    try {
      listener =
          Listener.start(
              new Listener.Place(address, tls), routes::admit, new NoPages(routes::admit));
    } catch (IOException e) {
      throw new IOException(
          "it cannot listen on "
              + wanted.host()
              + " port "
              + wanted.port()
              + " ("
              + e.getMessage()
              + "); end the program that has the port, or use another port, or port 0 for a free"
              + " one, and an address of this machine",
          e);
    }
    listeners.add(listener);
    if (shutdownHook == null) {
      shutdownHook = new Thread(application::close, "websocket-server-shutdown");
      Runtime.getRuntime().addShutdownHook(shutdownHook);
    }
    InetSocketAddress bound = new InetSocketAddress(address.getAddress(), listener.port());
    return new Open(bound, wanted.secure(), routes, listener);
  }

  private static String withPort(ServerUrl url, ServerUrl.Address wanted, int port) {
    String host = wanted.host().indexOf(':') < 0 ? wanted.host() : "[" + wanted.host() + "]";
    return (wanted.secure() ? "wss://" : "ws://") + host + ":" + port + url.path();
  }

  @Override
  public void unbind(Server server) {
    Open open;
    lock.lock();
    try {
      open = byServer.remove(server);
    } finally {
      lock.unlock();
    }
    if (open != null) {
      open.routes().remove(server);
      if (open.routes().isEmpty()) {
        open.listener().unbind();
      }
    }
  }

  @Override
  public String extensions() {
    return "";
  }

  @Override
  public void close() {
    List<Listener> all;
    Thread hook;
    lock.lock();
    try {
      all = List.copyOf(listeners);
      hook = shutdownHook;
      shutdownHook = null;
    } finally {
      lock.unlock();
    }
    all.forEach(Listener::close);
    if (hook != null && hook != Thread.currentThread()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException goingDown) {
        // It runs, or will, and finds nothing to do.
      }
    }
  }
}
