package org.jseverywhere.websocket.internal.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * One application: its servers, and what they need of the place it runs in. Threads: any.
 *
 * @see Applications
 */
public final class Application {

  /** How long undeploying waits for the closing handshakes, and then for the close events. */
  private static final int CLOSE_TIMEOUT_SECONDS = 3;

  private final ClassLoader classLoader;
  private final Threads threads;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<String, Server> byId = new HashMap<>();

  @GuardedBy("lock")
  private final Set<Server> servers = new LinkedHashSet<>();

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private @Nullable Host host;

  private volatile Observers observers = Observers.NONE;
  private final List<ServerWatcher> watchers = watchers();

  /** What the container calls this application. */
  private volatile String name = "default";

  Application(ClassLoader classLoader) {
    this.classLoader = classLoader;
    this.threads = new Threads(classLoader);
  }

  /** Opens a server, or gives the one with the id of the options. */
  public Server open(WebSocketServerOptions asked) {
    WebSocketServerOptions options = configured(asked);
    ServerUrl url = ServerUrl.parse(options.url());
    Server server;
    Host present;
    lock.lock();
    try {
      String id = options.serverId();
      Server sameId = id == null ? null : byId.get(id);
      if (sameId != null) {
        checkSame(sameId.options(), options);
        return sameId;
      }
      if (closed) {
        throw new IllegalStateException(
            "Cannot open a WebSocketServer on \""
                + url.text()
                + "\": the application is stopping.");
      }
      server = new Server(this, options, url);
      servers.add(server);
      if (id != null) {
        byId.put(id, server);
      }
      present = hostOrDefault();
    } finally {
      lock.unlock();
    }
    if (present != null) {
      bind(server, present);
    }
    return server;
  }

  /**
   * {@return the options with what is configured outside of the application}
   *
   * @throws IllegalArgumentException if that is not allowed
   */
  public WebSocketServerOptions configured(WebSocketServerOptions options) {
    return new Configuration(Settings.of(classLoader)).apply(options);
  }

  private void bind(Server server, Host present) {
    server.bind(present);
    if (server.readyState() != ReadyState.CLOSED) {
      watchers.forEach(watcher -> watcher.opened(name, server));
    }
  }

  private static List<ServerWatcher> watchers() {
    try {
      return ServiceLoader.load(ServerWatcher.class, Application.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      // A Java run-time without the module java.management: nobody can look in.
      return List.of();
    }
  }

  private static void checkSame(WebSocketServerOptions first, WebSocketServerOptions second) {
    if (!first.url().equals(second.url()) || !first.protocol().equals(second.protocol())) {
      throw new IllegalArgumentException(
          "Cannot open a WebSocketServer with serverID \""
              + second.serverId()
              + "\" on "
              + where(second)
              + ": the server with that id is on "
              + where(first)
              + ". Use the same URL and sub-protocol, or another id.");
    }
  }

  private static String where(WebSocketServerOptions options) {
    return "\""
        + options.url()
        + "\""
        + (options.protocol().isEmpty() ? "" : " with sub-protocol \"" + options.protocol() + "\"");
  }

  /** The embedded server, if it is there; a container attaches itself. */
  @GuardedBy("lock")
  private @Nullable Host hostOrDefault() {
    if (host == null) {
      host =
          ServiceLoader.load(HostFactory.class, Application.class.getClassLoader())
              .findFirst()
              .map(factory -> factory.create(this))
              .orElse(null);
    }
    return host;
  }

  /** The container accepts clients from now on: opens the servers that wait for it. */
  public void attach(Host container) {
    Collection<Server> waiting;
    lock.lock();
    try {
      host = container;
      waiting = new ArrayList<>(servers);
    } finally {
      lock.unlock();
    }
    waiting.forEach(server -> bind(server, container));
  }

  /** The servers that are not closed; closing ones are among them until their last port is gone. */
  public Set<WebSocketServer> servers() {
    lock.lock();
    try {
      return Set.copyOf(servers);
    } finally {
      lock.unlock();
    }
  }

  /** Frees the id and the URL of a server. */
  void release(Server server) {
    Host present;
    lock.lock();
    try {
      byId.values().remove(server);
      present = host;
    } finally {
      lock.unlock();
    }
    if (present != null) {
      present.unbind(server);
    }
  }

  /** This server is closed. */
  void forget(Server server) {
    lock.lock();
    try {
      servers.remove(server);
    } finally {
      lock.unlock();
    }
    watchers.forEach(watcher -> watcher.closed(server));
  }

  /**
   * Closes all servers with their ports, waits a few seconds for the last close event, and ends all
   * threads. The context of the application must still stand. Whoever calls this second waits for
   * the first: at the end of a process CDI and the host both do, and then take the context down.
   */
  public void close() {
    List<Server> open;
    Host present;
    boolean first;
    lock.lock();
    try {
      first = !closed;
      closed = true;
      open = List.copyOf(servers);
      present = host;
    } finally {
      lock.unlock();
    }
    long drainSeconds = drainSeconds(open);
    if (first) {
      close(open, present, drainSeconds);
      ended.complete(null);
    } else {
      await(ended, drainSeconds + 2 * CLOSE_TIMEOUT_SECONDS);
    }
  }

  private static long drainSeconds(List<Server> servers) {
    return servers.stream()
        .mapToLong(server -> server.options().drainTimeout().toSeconds() + 1)
        .max()
        .orElse(0);
  }

  private void close(List<Server> open, @Nullable Host present, long drainSeconds) {
    open.forEach(server -> server.drain(server.options().drainTimeout()));
    CompletableFuture<Void> allClosed =
        CompletableFuture.allOf(
            open.stream().map(Server::whenClosed).toArray(CompletableFuture<?>[]::new));
    if (!await(allClosed, drainSeconds + CLOSE_TIMEOUT_SECONDS)) {
      open.forEach(Server::abandonPorts);
      await(allClosed, CLOSE_TIMEOUT_SECONDS);
    }
    if (present != null) {
      present.close();
    }
    threads.close();
    watchers.forEach(ServerWatcher::close);
    Applications.remove(this);
  }

  private static boolean await(CompletableFuture<Void> end, long seconds) {
    try {
      end.get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The class loader that callbacks of this application see as their thread's. */
  public ClassLoader classLoader() {
    return classLoader;
  }

  /** Sets what carries the context of the application to other threads. */
  public void context(Executor context) {
    threads.context(context);
  }

  /** Sets what the container calls this application, such as its context path. */
  public void name(String name) {
    this.name = name;
  }

  /** Sets the application's CDI observers. */
  public void observers(Observers observers) {
    this.observers = observers;
  }

  Observers observers() {
    return observers;
  }

  /** This very thread if it has the application's context, otherwise {@link #elsewhere}. */
  Executor here() {
    return Thread.currentThread().getContextClassLoader() == classLoader
        ? Runnable::run
        : threads.callbacks();
  }

  /** This very thread, which has the application's context meanwhile. */
  Executor hereInContext() {
    return threads.caller();
  }

  /** Another thread, with the application's context. */
  Executor elsewhere() {
    return threads.callbacks();
  }

  Ticker ticker() {
    return threads.ticker();
  }

  Writers writers() {
    return threads.writers();
  }

  /** Runs what may block for long, on another thread. */
  void runBlocking(Runnable call) {
    try {
      threads.blocking().execute(call);
    } catch (RejectedExecutionException stopped) {
      // The application has stopped, and with it the connections.
    }
  }
}
