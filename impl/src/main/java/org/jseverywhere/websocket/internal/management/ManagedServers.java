package org.jseverywhere.websocket.internal.management;

import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.internal.core.ServerWatcher;

/**
 * The servers of one application in the MBean server of the Java process: each from its opening to
 * its close, and none longer than the application, whose classes a bean would keep alive. The names
 * are {@code
 * org.jseverywhere.websocket:type=WebSocketServer,application="/app",url="/chat",serverId="chat"};
 * should there be one already, {@code instance="2"} and so on is added.
 *
 * <p>That a bean cannot be registered, as under a security policy, is no reason not to serve.
 *
 * <p>Threads: any.
 */
public final class ManagedServers implements ServerWatcher {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");
  private static final String DOMAIN = "org.jseverywhere.websocket";
  private static final int MOST_INSTANCES = 1000;

  /** The names of the registered beans. */
  private final Map<WebSocketServer, ObjectName> names = new ConcurrentHashMap<>();

  private volatile boolean ended;

  /** For {@link java.util.ServiceLoader}. */
  public ManagedServers() {}

  @Override
  public void opened(String application, WebSocketServer server) {
    if (names.containsKey(server)) {
      return;
    }
    try {
      names.put(server, register(application, server));
    } catch (JMException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "JMX will not show the server on \"" + server.url() + "\".",
          e);
    }
    // Whoever closed it meanwhile found nothing to take out.
    if (ended || server.readyState() == ReadyState.CLOSED) {
      closed(server);
    }
  }

  private static ObjectName register(String application, WebSocketServer server)
      throws JMException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ServerBean bean = new ServerBean(server);
    for (int instance = 1; ; instance++) {
      ObjectName name = name(application, server, instance);
      try {
        beans.registerMBean(bean, name);
        return name;
      } catch (InstanceAlreadyExistsException e) {
        // Two virtual hosts can have an application of one name each.
        if (instance == MOST_INSTANCES) {
          throw e;
        }
      }
    }
  }

  @SuppressWarnings("JdkObsolete") // what ObjectName takes
  private static ObjectName name(String application, WebSocketServer server, int instance)
      throws JMException {
    Hashtable<String, String> keys = new Hashtable<>();
    keys.put("type", "WebSocketServer");
    keys.put("application", ObjectName.quote(application));
    keys.put("url", ObjectName.quote(server.url()));
    String id = server.serverId();
    if (id != null) {
      keys.put("serverId", ObjectName.quote(id));
    }
    if (instance > 1) {
      keys.put("instance", ObjectName.quote(Integer.toString(instance)));
    }
    return new ObjectName(DOMAIN, keys);
  }

  @Override
  public void closed(WebSocketServer server) {
    ObjectName name = names.remove(server);
    if (name != null) {
      unregister(name);
    }
  }

  @Override
  public void close() {
    ended = true;
    names.keySet().forEach(this::closed);
  }

  private static void unregister(ObjectName name) {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else took it out.
    } catch (JMException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "JMX keeps " + name + ".", e);
    }
  }
}
