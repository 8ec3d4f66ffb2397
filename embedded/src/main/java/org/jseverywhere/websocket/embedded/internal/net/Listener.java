package org.jseverywhere.websocket.embedded.internal.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.jseverywhere.websocket.internal.core.Penalty;
import org.jspecify.annotations.Nullable;

/**
 * One address on which clients are accepted, and nothing else is listened on. Threads: any.
 *
 * <p>No thread of its own ever has an application's class loader: so the engine hands every
 * callback to a thread of the application, and a busy application does not keep this from reading.
 */
public final class Listener {

  private static final int UNBIND_SECONDS = 1;
  private static final int SELECTOR_THREADS = 2;

  /**
   * What is read of one client before others have their turn: without a bound it would be all that
   * the system holds, thousands of tiny frames of one that floods.
   */
  private static final int READ_BYTES = 16 * 1024;

  private static final int MAX_WORKER_THREADS = 64;

  /**
   * Where and how to listen.
   *
   * @param address where; port 0 takes a free one
   * @param tls null for connections without TLS
   * @param idleSeconds after which a connection that is no WebSocket ends if nothing comes on it
   * @param penaltyMillis how long who misbehaves, and comes again at once, has to wait
   */
  public record Place(
      InetSocketAddress address,
      @Nullable SSLEngineConfigurator tls,
      int idleSeconds,
      long penaltyMillis) {

    private static final int IDLE_SECONDS = 30;

    /**
     * A place with the usual times.
     *
     * @param address where; port 0 takes a free one
     * @param tls null for connections without TLS
     */
    public Place(InetSocketAddress address, @Nullable SSLEngineConfigurator tls) {
      this(address, tls, IDLE_SECONDS, Penalty.USUAL_MILLIS);
    }
  }

  private final HttpServer server = new HttpServer();
  private final NetworkListener network;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Set<Connection<?>> clients = new HashSet<>();

  @GuardedBy("lock")
  private boolean unbound;

  private Listener(NetworkListener network) {
    this.network = network;
  }

  /**
   * Starts to listen.
   *
   * @param place where and how
   * @param doorman decides on WebSocket handshakes
   * @param pages answers all other requests; null to add what does to the HTTP server
   * @return the listener, which accepts clients
   * @throws IOException if the address cannot be listened on
   */
  public static Listener start(Place place, Doorman doorman, @Nullable HttpHandler pages)
      throws IOException {
    InetSocketAddress address = place.address();
    InetAddress host = address.getAddress();
    NetworkListener network =
        new NetworkListener("websocket-server", host.getHostAddress(), address.getPort());
    Listener listener = new Listener(network);
    if (place.tls() != null) {
      network.setSecure(true);
      network.setSSLEngineConfig(place.tls());
    }
    network.getKeepAlive().setIdleTimeoutInSeconds(place.idleSeconds());
    // The engine bounds what waits for a client, and gives one message at a time.
    network.setMaxPendingBytes(-1);
    network.getTransport().setReadBufferSize(READ_BYTES);
    configureThreads(network.getTransport());
    network.registerAddOn(new WebSockets(doorman, listener.new Upgraded(), place.penaltyMillis()));
    listener.server.addListener(network);
    if (pages != null) {
      listener.server.getServerConfiguration().addHttpHandler(pages, "/");
    }
    try {
      listener.server.start();
    } catch (IOException e) {
      listener.server.shutdownNow();
      throw e;
    }
    return listener;
  }

  private static void configureThreads(TCPNIOTransport transport) {
    ClassLoader nobodys = ClassLoader.getPlatformClassLoader();
    // Nothing that can block runs on them: frames are read there, pages are served by workers.
    transport.setIOStrategy(SameThreadIOStrategy.getInstance());
    transport.setSelectorRunnersCount(SELECTOR_THREADS);
    transport.setKernelThreadPoolConfig(
        ThreadPoolConfig.defaultConfig()
            .setPoolName("websocket-server-io")
            .setCorePoolSize(SELECTOR_THREADS)
            .setMaxPoolSize(SELECTOR_THREADS)
            // A plain main method may end: the program goes on while a server is open.
            .setDaemon(false)
            .setInitialClassLoader(nobodys));
    transport.setWorkerThreadPoolConfig(
        ThreadPoolConfig.defaultConfig()
            .setPoolName("websocket-server-http")
            .setCorePoolSize(SELECTOR_THREADS)
            .setMaxPoolSize(MAX_WORKER_THREADS)
            .setDaemon(true)
            .setInitialClassLoader(nobodys));
  }

  /**
   * The port that is listened on.
   *
   * @return never 0
   */
  public int port() {
    return network.getPort();
  }

  /**
   * What serves pages.
   *
   * @return the HTTP server on this address
   */
  public HttpServer httpServer() {
    return server;
  }

  private void joined(Connection<?> connection) {
    lock.lock();
    try {
      clients.add(connection);
    } finally {
      lock.unlock();
    }
  }

  private void left(Connection<?> connection) {
    boolean last;
    lock.lock();
    try {
      clients.remove(connection);
      last = unbound && clients.isEmpty();
    } finally {
      lock.unlock();
    }
    if (last) {
      closeElsewhere();
    }
  }

  /** Listens no more; the connections that stand go on, and the last of them ends the threads. */
  public void unbind() {
    boolean last;
    lock.lock();
    try {
      unbound = true;
      last = clients.isEmpty();
    } finally {
      lock.unlock();
    }
    InetSocketAddress address = new InetSocketAddress(network.getHost(), port());
    network.getTransport().unbindAll();
    awaitFree(address);
    if (last) {
      closeElsewhere();
    }
  }

  /** Java gives a port back only when the selector next looks at its keys: a moment later. */
  private static void awaitFree(InetSocketAddress address) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(UNBIND_SECONDS);
    while (!isFree(address) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static boolean isFree(InetSocketAddress address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(address);
      return probe.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }

  /** Not on this thread: it may be one of those that are to end. */
  private void closeElsewhere() {
    new Thread(this::close, "websocket-server-listener-close").start();
  }

  /** Ends everything at once. Without effect if that was done before. */
  public void close() {
    server.shutdownNow();
  }

  private final class Upgraded implements FrameFilter.Clients {

    @Override
    public void joined(Connection<?> connection) {
      Listener.this.joined(connection);
    }

    @Override
    public void left(Connection<?> connection) {
      Listener.this.left(connection);
    }
  }

  private record WebSockets(Doorman doorman, FrameFilter.Clients clients, long penaltyMillis)
      implements AddOn {

    @Override
    public void setup(NetworkListener networkListener, FilterChainBuilder chain) {
      FrameFilter frames = new FrameFilter(clients);
      BadRequests badRequests = new BadRequests(new Penalty(penaltyMillis));
      chain.add(
          chain.indexOfType(HttpServerFilter.class),
          new HandshakeFilter(doorman, frames, new Penalty(penaltyMillis)));
      int codec = chain.indexOfType(HttpCodecFilter.class);
      ((HttpCodecFilter) chain.get(codec)).getMonitoringConfig().addProbes(badRequests.probe());
      chain.addAll(codec, List.of(badRequests, frames));
    }
  }
}
