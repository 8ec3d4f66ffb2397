package org.jseverywhere.websocket.internal.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.ServerStatistics;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Applications;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagedServersTest {

  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private final URLClassLoader loader =
      new URLClassLoader(new URL[0], ManagedServersTest.class.getClassLoader());
  private Application application;

  @BeforeEach
  void start() {
    application = Applications.of(loader);
    application.name("/my \"app\",=*?");
    application.attach(new AcceptingHost());
  }

  @AfterEach
  void stop() {
    application.close();
    assertThat(names()).isEmpty();
  }

  @Test
  void aServerIsThereFromItsOpeningToItsClose() throws Exception {
    WebSocketServer server = open("/rooms/{room}", "chat");

    ObjectName name = onlyName();
    assertThat(name.getDomain()).isEqualTo("org.jseverywhere.websocket");
    assertThat(name.getKeyProperty("type")).isEqualTo("WebSocketServer");
    assertThat(key(name, "application")).isEqualTo("/my \"app\",=*?");
    assertThat(key(name, "url")).isEqualTo("/rooms/{room}");
    assertThat(key(name, "serverId")).isEqualTo("chat");
    assertThat(BEANS.getAttribute(name, "Url")).isEqualTo("/rooms/{room}");
    assertThat(BEANS.getAttribute(name, "ServerId")).isEqualTo("chat");
    assertThat(BEANS.getAttribute(name, "ReadyState")).isEqualTo("OPEN");

    server.close();
    assertThat(server.readyState()).isEqualTo(ReadyState.CLOSED);
    assertThat(names()).isEmpty();
  }

  @Test
  void aServerWithoutAnIdHasNone() throws Exception {
    open("/a", null);

    assertThat(onlyName().getKeyProperty("serverId")).isNull();
    assertThat(BEANS.getAttribute(onlyName(), "ServerId")).isNull();
  }

  @Test
  void everyAttributeCanBeReadAndOfAnyClient() throws Exception {
    open("/a", "a");

    for (MBeanAttributeInfo attribute : BEANS.getMBeanInfo(onlyName()).getAttributes()) {
      if (!attribute.getName().equals("ServerId")) {
        assertThat(BEANS.getAttribute(onlyName(), attribute.getName()))
            .as(attribute.getName())
            .isNotNull();
      }
      assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
    }
    TabularData dropped = (TabularData) BEANS.getAttribute(onlyName(), "MessagesDroppedByReason");
    assertThat(dropped.size()).isEqualTo(4);
  }

  /** A number that was added to the statistics and not here would be missed by nobody. */
  @Test
  void everyStatisticIsAnAttribute() throws Exception {
    open("/a", "a");

    assertThat(BEANS.getMBeanInfo(onlyName()).getAttributes())
        .extracting(attribute -> attribute.getName().replace("Millis", ""))
        .containsAll(
            Arrays.stream(ServerStatistics.class.getMethods())
                .map(method -> method.getName())
                .map(
                    method -> method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1))
                .toList());
  }

  @Test
  void aServerThatCannotOpenIsNotThere() {
    application.attach(new RefusingHost());
    open("/a", "a");

    assertThat(names()).isEmpty();
  }

  @Test
  void twoOfOneNameAreToldApart() {
    ManagedServers first = new ManagedServers();
    ManagedServers second = new ManagedServers();
    WebSocketServer server = fake(new AtomicReference<>(ReadyState.OPEN));
    first.opened("/app", server);
    second.opened("/app", server);

    assertThat(names()).hasSize(2);
    first.closed(server);
    assertThat(onlyName().getKeyProperty("instance")).isEqualTo("\"2\"");
    second.close();
    assertThat(names()).isEmpty();
  }

  @Test
  void oneThatWasClosedMeanwhileDoesNotStay() {
    ManagedServers managed = new ManagedServers();
    managed.opened("/app", fake(new AtomicReference<>(ReadyState.CLOSED)));

    assertThat(names()).isEmpty();
  }

  @Test
  void nothingStaysAndNothingComesAfterTheApplication() {
    ManagedServers managed = new ManagedServers();
    WebSocketServer server = fake(new AtomicReference<>(ReadyState.OPEN));
    managed.opened("/app", server);
    managed.close();
    assertThat(names()).isEmpty();
    managed.opened("/app", server);
    assertThat(names()).isEmpty();
  }

  private WebSocketServer open(String url, String id) {
    WebSocketServerOptions.Builder options = WebSocketServerOptions.of(url);
    return application.open(id == null ? options.build() : options.serverId(id).build());
  }

  private static WebSocketServer fake(AtomicReference<ReadyState> state) {
    return (WebSocketServer)
        Proxy.newProxyInstance(
            ManagedServersTest.class.getClassLoader(),
            new Class<?>[] {WebSocketServer.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "url" -> "/fake";
                  case "readyState" -> state.get();
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> null;
                });
  }

  private static String key(ObjectName name, String key) {
    return ObjectName.unquote(name.getKeyProperty(key));
  }

  private static ObjectName onlyName() {
    assertThat(names()).hasSize(1);
    return names().iterator().next();
  }

  private static Set<ObjectName> names() {
    try {
      return BEANS.queryNames(new ObjectName("org.jseverywhere.websocket:*"), null);
    } catch (javax.management.MalformedObjectNameException e) {
      throw new AssertionError(e);
    }
  }

  private static class AcceptingHost implements Host {

    @Override
    public String bind(Server server) throws java.io.IOException {
      return server.serverUrl().text();
    }

    @Override
    public void unbind(Server server) {}

    @Override
    public String extensions() {
      return "";
    }

    @Override
    public void close() {}
  }

  private static final class RefusingHost extends AcceptingHost {

    @Override
    public String bind(Server server) throws java.io.IOException {
      throw new java.io.IOException("refused");
    }
  }
}
