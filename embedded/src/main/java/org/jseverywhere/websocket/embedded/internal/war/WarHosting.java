package org.jseverywhere.websocket.embedded.internal.war;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jseverywhere.websocket.embedded.internal.net.Listener;
import org.jseverywhere.websocket.internal.core.Admission;
import org.jseverywhere.websocket.internal.core.HandshakeRequest;
import org.jspecify.annotations.Nullable;

/** One listener and the applications on it, by context path. Threads: any. */
public final class WarHosting {

  private static final Pattern CONTEXT_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)?");

  private final InetAddress host;
  private final Map<String, WebApplication> applications = new ConcurrentHashMap<>();

  /** Held while an application comes or goes, which runs its code. */
  private final ReentrantLock deployment = new ReentrantLock();

  private final Listener listener;

  @GuardedBy("deployment")
  private boolean closed;

  private WarHosting(InetSocketAddress address) throws IOException {
    this.host = address.getAddress();
    this.listener = Listener.start(new Listener.Place(address, null), this::admit, null);
  }

  /**
   * Starts to listen.
   *
   * @param address where
   * @return the hosting, with no application
   * @throws IOException if that address cannot be listened on
   */
  public static WarHosting start(InetSocketAddress address) throws IOException {
    return new WarHosting(address);
  }

  /**
   * The port that is listened on.
   *
   * @return never 0
   */
  public int port() {
    return listener.port();
  }

  /**
   * Deploys an application.
   *
   * @param contextPath empty, or one segment
   * @param war an archive or a directory
   * @return its root
   * @throws IOException with every reason why it cannot be deployed
   */
  public URI deploy(String contextPath, Path war) throws IOException {
    if (!CONTEXT_PATH.matcher(contextPath).matches()) {
      throw new IllegalArgumentException(
          "Cannot deploy at \""
              + contextPath
              + "\": a context path is empty, or one segment such as \"/name\".");
    }
    deployment.lock();
    try {
      if (closed) {
        throw new IOException("Cannot deploy " + war + ": the server has been closed.");
      }
      if (applications.containsKey(contextPath)) {
        throw new IOException(
            "Cannot deploy "
                + war
                + " at \""
                + contextPath
                + "\": another application is there. Undeploy it first.");
      }
      applications.put(contextPath, WebApplication.deploy(contextPath, war, listener.httpServer()));
    } finally {
      deployment.unlock();
    }
    return URI.create("http://" + hostInUrl() + ":" + port() + contextPath + "/");
  }

  private String hostInUrl() {
    String address = host.getHostAddress();
    return host instanceof Inet6Address ? "[" + address + "]" : address;
  }

  /**
   * Undeploys an application.
   *
   * @param contextPath as it was deployed
   */
  public void undeploy(String contextPath) {
    deployment.lock();
    try {
      WebApplication application = applications.remove(contextPath);
      if (application == null) {
        throw new IllegalArgumentException(
            "Cannot undeploy \"" + contextPath + "\": nothing is deployed there.");
      }
      application.undeploy();
    } finally {
      deployment.unlock();
    }
  }

  /** Undeploys all, and ends. */
  public void close() {
    deployment.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      applications.keySet().forEach(this::undeploy);
      listener.close();
    } finally {
      deployment.unlock();
    }
  }

  private Admission admit(HandshakeRequest request) {
    String path = request.path();
    int slash = path.indexOf('/', 1);
    WebApplication named = slash < 0 ? null : applications.get(path.substring(0, slash));
    WebApplication root = applications.get("");
    if (named != null) {
      return named.admit(request);
    }
    return admitAt(root, request);
  }

  private static Admission admitAt(@Nullable WebApplication root, HandshakeRequest request) {
    return root == null ? new Admission.NotOurs() : root.admit(request);
  }
}
