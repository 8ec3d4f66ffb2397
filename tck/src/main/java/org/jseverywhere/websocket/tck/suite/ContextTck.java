package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jseverywhere.websocket.tck.Rule.CTX_1;
import static org.jseverywhere.websocket.tck.Rule.CTX_2;
import static org.jseverywhere.websocket.tck.Rule.CTX_3;
import static org.jseverywhere.websocket.tck.Rule.CTX_4;
import static org.jseverywhere.websocket.tck.Rule.CTX_5;
import static org.jseverywhere.websocket.tck.Rule.CTX_6;
import static org.jseverywhere.websocket.tck.Rule.CTX_7;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jseverywhere.websocket.tck.Neighbour;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.JournalFile;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter CTX. What a callback sees is held against what a plain servlet of the same application
 * sees. If one of these fails, look at which thread ran the callback.
 */
@TckSuite
public class ContextTck {

  private static final String MODULE = "jndi.java:module/ModuleName";

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"BLOCKING", "NON_BLOCKING"})
  @Verifies({CTX_1, CTX_2, CTX_3, CTX_4})
  @DisplayName("open, connect, message, error and close listeners run in the application's context")
  void listeners(String execution, Stage stage) {
    RemoteServer server =
        stage.open(
            on("open", "context")
                .and("connect", "context")
                .and("message", "context", "throw:deliberate")
                .and("error", "context")
                .and("close", "context")
                .option("handlerExecution", execution));
    expectContext(stage, "open");
    RecordingClient client = server.connect("a").send("1");
    expectContext(stage, "connect");
    expectContext(stage, "message");
    expectContext(stage, "error");
    client.close(1000, "");
    client.expectClose(1000);
    stage.journal().expect("", "open");
    stage.journal().expect("a", "connect", "message 1", "error");
    server.close();
    expectContext(stage, "close");
  }

  @Test
  @Verifies({CTX_1, CTX_2, CTX_3, CTX_4})
  @DisplayName("the listeners of a port run in the application's context, also for held messages")
  void portListeners(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    RawClient client = server.raw("a").connect();
    client.send(Frame.text("held"));
    stage.journal().expect("a", "connect");
    server.onPort("a", "error", "context");
    server.onPort("a", "message", "context", "throw:deliberate");
    expectContext(stage, "message");
    expectContext(stage, "error");
    stage.journal().expect("a", "port message held", "port error");
  }

  @Test
  @Verifies(CTX_2)
  @DisplayName("the name of the module resolves in a listener, where the container has JNDI")
  void moduleName(Stage stage) {
    Fields servlet = servlet(stage);
    assumeThat(servlet.get(MODULE))
        .as("the module's name in a plain servlet: the container has no JNDI, or not this name")
        .isNotIn("javax.naming.NoInitialContextException", "javax.naming.NameNotFoundException");
    RemoteServer server = stage.open(on("message", "context"));
    server.connect("a").send("1");
    String path = stage.application().base().getPath();
    assertThat(stage.journal().next("context").get(MODULE))
        .isEqualTo(path.substring(1, path.length() - 1));
    stage.journal().expect("a", "message 1");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"close frame", "RST", "FIN", "port.close()", "server.close()"})
  @Verifies(CTX_5)
  @DisplayName("the close event runs in the application's context, however the client ended")
  void closeEvents(String end, Stage stage) {
    RemoteServer server = stage.open(on("connect", "attach").port("close", "context"));
    RawClient client = server.raw("a").connect();
    stage.journal().expect("a", "connect");
    switch (end) {
      case "close frame" -> client.send(Frame.close(4000, ""));
      case "RST" -> client.reset();
      case "FIN" -> client.close();
      case "port.close()" -> {
        server.port("a", "close").value();
        client.send(Frame.close(1000, ""));
      }
      default -> {
        server.close();
        client.send(Frame.close(1001, ""));
      }
    }
    expectContext(stage, "close");
  }

  @Test
  @Verifies({CTX_6, CTX_7})
  @DisplayName("close events of an undeployment run in the application's context")
  void undeployment(Target target, @TempDir Path directory) throws Exception {
    try (Neighbour leaving = target.neighbour("tck-leaving")) {
      Stage stage = leaving.stage("leaving");
      JournalFile file = JournalFile.of(stage, directory.resolve("journal"));
      stage.script("observer.close", "context");
      RemoteServer server =
          stage.open(on("connect", "attach").and("close", "context").port("close", "context"));
      RecordingClient a = server.connect("a");
      RecordingClient b = stage.connect("b", "/declared/chat");
      stage.journal().expect("a", "connect");
      stage.journal().expect("b", "observer connect");
      Fields servlet = servlet(stage);

      leaving.undeploy();
      a.expectClose(1001);
      b.expectClose(1001);
      List<Fields> seen = file.take(line -> line.get("type").equals("context"), 3);
      assertThat(seen)
          .extracting(line -> line.get("label") + " of " + line.get("client"))
          .as("close events in the journal")
          .containsExactlyInAnyOrder("port of a", "observer of b", " of ");
      seen.forEach(line -> assertThat(context(line)).isEqualTo(context(servlet)));
    }
  }

  @Test
  @Verifies(CTX_7)
  @DisplayName("observers of connect, message, error and close run in the application's context")
  void observers(Stage stage) {
    stage.script("observer.connect", "context");
    stage.script("observer.message", "context", "throw:deliberate");
    stage.script("observer.error", "context");
    stage.script("observer.close", "context");
    RawClient client = stage.raw("a", "/declared/chat").connect();
    expectContext(stage, "connect");
    client.send(Frame.text("1"));
    expectContext(stage, "message");
    expectContext(stage, "error");
    client.reset();
    expectContext(stage, "close");
    stage.journal().expect("a", "observer connect", "observer message 1", "observer error");
  }

  @Test
  @Verifies(CTX_7)
  @DisplayName("observers of a server's open, error and close run in the application's context")
  void serverObservers(Target target) throws Exception {
    try (Neighbour own = target.neighbour("tck-observed", "AllServersObserver")) {
      Stage events = own.stage("application");
      Stage stage = own.stage("servers");
      // What was observed at the start is of no interest here.
      events.journal().take(line -> line.get("type").equals("open"), 4);
      for (String type : List.of("open", "error", "close")) {
        events.script("all." + type, "context");
      }
      RemoteServer server = stage.open(none());
      expectContext(events, "open");
      stage.open("refused", stage.path(), none());
      expectContext(events, "error");
      server.close();
      expectContext(events, "close");
      events.journal().expect("", "all open", "all error", "all close 1000 clean");
    }
  }

  private static Fields servlet(Stage stage) {
    Fields servlet = stage.command("context", new Fields()).value();
    assertThat(servlet.get("loader")).as("the fixture's own servlet").isEqualTo("application");
    assertThat(servlet.get("bean")).as("the fixture's own servlet").isEqualTo("hello");
    assertThat(servlet.get("lookup")).as("the fixture's own servlet").isEqualTo("hello");
    assertThat(servlet.get("request")).as("the fixture's own servlet").isEqualTo("active");
    return servlet;
  }

  private static void expectContext(Stage stage, String type) {
    Fields line = stage.journal().next("context");
    assertThat(line.get("on")).isEqualTo(type);
    assertThat(context(line)).as("in the %s event", type).isEqualTo(context(servlet(stage)));
  }

  private static List<String> context(Fields line) {
    List<String> context = new ArrayList<>();
    for (String name : line.names()) {
      if (name.startsWith("jndi.")
          || List.of("loader", "bean", "lookup", "request").contains(name)) {
        context.add(name + " = " + line.get(name));
      }
    }
    return context;
  }
}
