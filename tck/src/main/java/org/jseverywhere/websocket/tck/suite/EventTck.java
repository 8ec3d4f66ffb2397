package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.EVT_1;
import static org.jseverywhere.websocket.tck.Rule.EVT_2;
import static org.jseverywhere.websocket.tck.Rule.EVT_3;
import static org.jseverywhere.websocket.tck.Rule.EVT_4;
import static org.jseverywhere.websocket.tck.Rule.EVT_5;
import static org.jseverywhere.websocket.tck.Rule.EVT_6;
import static org.jseverywhere.websocket.tck.Rule.EVT_7;
import static org.jseverywhere.websocket.tck.Rule.EVT_8;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.handler;

import java.util.List;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter EVT. If one of these fails, look at the list of listeners that servers and ports have.
 */
@TckSuite
public class EventTck {

  @ParameterizedTest(name = "{displayName}: of a {0}")
  @ValueSource(strings = {"server", "port"})
  @Verifies(EVT_1)
  @DisplayName("listeners are called in the order in which they were added")
  void inOrder(String target, Stage stage) {
    Listening listening = Listening.to(target, stage);
    listening.add("1").add("2").handler("handler").add("3");
    listening.client().send("x");
    listening.expect("1 message x", "2 message x", "handler message x", "3 message x");
  }

  @ParameterizedTest(name = "{displayName}: of a {0}")
  @ValueSource(strings = {"server", "port"})
  @Verifies(EVT_2)
  @DisplayName("the same listener of the same type counts once, at its first place")
  void once(String target, Stage stage) {
    Listening listening = Listening.to(target, stage);
    listening.add("1").add("2").add("1");
    listening.client().send("x");
    listening.expect("1 message x", "2 message x");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{displayName}: of a {0}")
  @ValueSource(strings = {"server", "port"})
  @Verifies(EVT_3)
  @DisplayName("a listener with ONCE is called at most once")
  void onceOnly(String target, Stage stage) {
    Listening listening = Listening.to(target, stage);
    listening.with("once", "1").add("2").with("once", "3");
    listening.client().send("x", "y");
    listening.expect("1 message x", "2 message x", "3 message x", "2 message y");
    listening.with("once", "1");
    listening.client().send("z");
    listening.expect("2 message z", "1 message z");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{displayName}: of a {0}")
  @ValueSource(strings = {"server", "port"})
  @Verifies(EVT_4)
  @DisplayName("a removed listener is not called; removing an unknown one is no error")
  void removed(String target, Stage stage) {
    Listening listening = Listening.to(target, stage);
    listening.add("1").add("2").with("once", "3").add("4");
    listening.with("remove", "1").with("remove", "3").with("remove", "unknown");
    listening.client().send("x");
    listening.expect("2 message x", "4 message x");
    listening.with("remove", "1").add("1").with("remove", "2");
    listening.client().send("y");
    listening.expect("4 message y", "1 message y");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{displayName}: of a {0}")
  @ValueSource(strings = {"server", "port"})
  @Verifies(EVT_5)
  @DisplayName("the next handler replaces the one before, null removes it")
  void oneHandler(String target, Stage stage) {
    Listening listening = Listening.to(target, stage);
    listening.add("listener").handler("first").handler("second");
    listening.client().send("x");
    listening.expect("listener message x", "second message x");
    listening.noHandler();
    listening.client().send("y");
    listening.expect("listener message y");
    listening.noHandler().handler("third");
    listening.client().send("z");
    listening.expect("listener message z", "third message z");
    stage.journal().expectNothing();
  }

  @ParameterizedTest(name = "{displayName}: of a {0}")
  @ValueSource(strings = {"server", "port"})
  @Verifies(EVT_6)
  @DisplayName("a handler that is replaced keeps its place")
  void keepsItsPlace(String target, Stage stage) {
    Listening listening = Listening.to(target, stage);
    listening.add("1").handler("first").add("2").handler("second").add("3");
    listening.client().send("x");
    listening.expect("1 message x", "second message x", "2 message x", "3 message x");
  }

  @Test
  @Verifies(EVT_7)
  @DisplayName("a type that the target never fires is an IAE that names it")
  void neverFired(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.connect("a");
    stage.journal().expect("a", "connect");
    for (String type : List.of("open", "connect")) {
      assertThat(server.port("a", "listener", handler(type)).thrown())
          .startsWith("IllegalArgumentException: ")
          .contains(type, "message", "error", "close");
    }
    for (String type : List.of("message", "error", "close")) {
      assertThat(server.port("a", "listener", handler(type)).threw()).as(type).isFalse();
    }
    for (String type : List.of("connect", "message", "error", "close")) {
      assertThat(server.command("listener", handler(type)).threw()).as(type).isFalse();
    }
  }

  @Test
  @Verifies(EVT_8)
  @DisplayName("a null listener is an NPE")
  void nullListener(Stage stage) {
    RemoteServer server = stage.open(on("connect"));
    server.connect("a");
    stage.journal().expect("a", "connect");
    for (String type : List.of("message", "error", "close")) {
      assertThat(server.command("listener", handler(type).add("nothing", "")).thrown())
          .startsWith("NullPointerException");
      assertThat(server.port("a", "listener", handler(type).add("nothing", "")).thrown())
          .startsWith("NullPointerException");
    }
  }

  /** The message listeners of a server or of a port: the same rules hold for both. */
  private record Listening(Stage stage, RemoteServer server, RecordingClient client, boolean port) {

    static Listening to(String target, Stage stage) {
      RemoteServer server = stage.open(on("connect", "start"));
      RecordingClient client = server.connect("a");
      stage.journal().expect("a", "connect");
      return new Listening(stage, server, client, target.equals("port"));
    }

    Listening add(String label) {
      return tell("listener", RemoteServer.handler("message").add("label", label));
    }

    Listening with(String option, String label) {
      return tell("listener", RemoteServer.handler("message").add("label", label).add(option, ""));
    }

    Listening handler(String label) {
      return tell("handler", RemoteServer.handler("message").add("label", label).add("set", ""));
    }

    Listening noHandler() {
      return tell("handler", RemoteServer.handler("message"));
    }

    private Listening tell(String what, Fields arguments) {
      (port ? server.port("a", what, arguments) : server.command(what, arguments)).value();
      return this;
    }

    void expect(String... lines) {
      stage.journal().expect("a", lines);
    }
  }
}
