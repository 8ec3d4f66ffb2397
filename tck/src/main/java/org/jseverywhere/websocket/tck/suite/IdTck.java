package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.ID_1;
import static org.jseverywhere.websocket.tck.Rule.ID_10;
import static org.jseverywhere.websocket.tck.Rule.ID_2;
import static org.jseverywhere.websocket.tck.Rule.ID_3;
import static org.jseverywhere.websocket.tck.Rule.ID_4;
import static org.jseverywhere.websocket.tck.Rule.ID_5;
import static org.jseverywhere.websocket.tck.Rule.ID_6;
import static org.jseverywhere.websocket.tck.Rule.ID_7;
import static org.jseverywhere.websocket.tck.Rule.ID_8;
import static org.jseverywhere.websocket.tck.Rule.ID_9;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.Target;
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

/** Chapter ID. If one of these fails, look at where a server is looked up by its id. */
@TckSuite
public class IdTck {

  @Test
  @Verifies(ID_1)
  @DisplayName("an id in use, with the same URL, gives the same reference")
  void sameReference(Stage stage) {
    String id = stage.path();
    stage.open(none().option("serverId", id));
    assertThat(again(stage, "again", id).all("same")).containsExactly("main");
    assertThat(stage.command("open", opening("short", id).add("form", "id")).value().all("same"))
        .containsExactlyInAnyOrder("main", "again");
    assertThat(stage.command("open", opening("o", id + "-other")).value().get("readyState"))
        .as("another id does not share the URL")
        .isEqualTo("CLOSED");
  }

  @ParameterizedTest(name = "{displayName}: opened by a {0}")
  @ValueSource(strings = {"servlet", "bean", "thread"})
  @Verifies(ID_2)
  @DisplayName("servlets, beans and threads share the server")
  void fromAnywhere(String first, Stage stage) {
    String id = stage.path();
    Fields opened = stage.command("open", opening(first, id).add("from", first)).value();
    assertThat(opened.get("readyState")).isEqualTo("OPEN");
    for (String place : new String[] {"servlet", "bean", "thread"}) {
      Fields command = opening("again-" + place, id).add("from", place);
      assertThat(stage.command("open", command).value().all("same")).as(place).contains(first);
    }
  }

  @Test
  @Verifies(ID_3)
  @DisplayName("an id in use, with another URL, is an IAE that names both")
  void otherUrl(Stage stage) {
    String id = stage.path();
    stage.open(none().option("serverId", id));
    Fields other = new Fields().add("server", "2").add("url", id + "/other").add("serverId", id);
    assertThat(stage.command("open", other).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("\"" + id + "\"", "\"" + id + "/other\"");
  }

  @Test
  @Verifies(ID_4)
  @DisplayName("an id in use, with another sub-protocol, is an IAE that names both")
  void otherProtocol(Stage stage) {
    String id = stage.path();
    stage.open(none().option("serverId", id).option("protocol", "tck.one"));
    assertThat(stage.command("open", opening("2", id).add("protocol", "tck.two")).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("tck.one", "tck.two");
    assertThat(stage.command("open", opening("3", id)).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("tck.one");
  }

  @Test
  @Verifies(ID_5)
  @DisplayName("opening again leaves the options as they were")
  void optionsStay(Stage stage) {
    String id = stage.path();
    RemoteServer server = stage.open(on("message", "echo").option("serverId", id));
    Fields again =
        opening("again", id)
            .add("binaryType", "arraybuffer")
            .add("allowedOrigins", "https://nobody.example")
            .add("maxMessageSize", 2);
    assertThat(stage.command("open", again).value().get("binaryType")).isEqualTo("blob");
    server.connect("a").send("longer").expect("longer");
    String own = stage.application().base().resolve("/").toString();
    RecordingClient sameOrigin =
        stage.connect("b", id, with -> with.header("Origin", own.substring(0, own.length() - 1)));
    sameOrigin.send("hello").expect("hello");
    stage.journal().expect("a", "message longer");
    stage.journal().expect("b", "message hello");
  }

  @Test
  @Verifies(ID_6)
  @DisplayName("after close() id and URL are free")
  void freeAfterClose(Stage stage) {
    String id = stage.path();
    RemoteServer first = stage.open(on("message", "echo").option("serverId", id));
    RecordingClient old = first.connect("a");
    first.close();
    Fields second = again(stage, "second", id);
    assertThat(second.all("same")).isEmpty();
    assertThat(second.get("readyState")).isEqualTo("OPEN");
    old.expectClose(1001);
    stage.command("close", new Fields().add("server", "second")).value();
    RemoteServer third =
        stage.open("third", id + "/new", on("message", "echo").option("serverId", id));
    third.connect("b").send("hello").expect("hello");
    stage.journal().expect("b", "message hello");
  }

  @Test
  @Verifies(ID_7)
  @DisplayName("two applications with the same id and URL do not see each other")
  void applicationsApart(Stage stage, Target target) throws Exception {
    String id = stage.path();
    RemoteServer here = stage.open(on("message", "send:here").option("serverId", id));
    RecordingClient a = here.connect("a");
    try (Stage other = new Stage(target.deployFixture("tck-neighbour"), "neighbour")) {
      RemoteServer there =
          other.open("main", id, on("message", "send:there").option("serverId", id));
      RecordingClient b = there.connect("b");
      a.send("x").expect("here");
      b.send("y").expect("there");
      there.close();
      b.expectClose(1001);
      other.journal().expect("b", "message y");
      a.send("z").expect("here");
      stage.journal().expect("a", "message x", "message z");
    } finally {
      target.container().undeploy("tck-neighbour");
    }
  }

  @Test
  @Verifies(ID_8)
  @DisplayName("a null id is an NPE, a blank one an IAE")
  void nullOrBlank(Stage stage) {
    for (String form : new String[] {"id", "protocol"}) {
      Fields command =
          new Fields()
              .add("server", "none")
              .add("form", form)
              .add("url", stage.path())
              .add("protocol", "p");
      assertThat(stage.command("open", command).thrown())
          .as("form %s", form)
          .startsWith("NullPointerException");
    }
    for (String blank : new String[] {"", " ", "\t \n"}) {
      Fields command =
          new Fields().add("server", "none").add("url", stage.path()).add("serverId", blank);
      assertThat(stage.command("open", command).thrown())
          .startsWith("IllegalArgumentException: ")
          .containsIgnoringCase("serverId");
    }
  }

  @Test
  @Verifies(ID_9)
  @DisplayName("threads that open one id at the same time get one server")
  void race(Stage stage) {
    for (int round = 0; round < 10; round++) {
      String id = stage.path() + "/" + round;
      Fields race = opening("race", id).add("threads", 8);
      assertThat(stage.command("race", race).value().get("servers")).isEqualTo("1");
      assertThat(again(stage, id, id).get("readyState")).isEqualTo("OPEN");
    }
  }

  @Test
  @Verifies(ID_10)
  @DisplayName("a call that throws changes nothing")
  void throwingChangesNothing(Stage stage) {
    String id = stage.path();
    RemoteServer server = stage.open(on("message", "echo").option("serverId", id));
    Fields otherUrl = new Fields().add("server", "2").add("url", id + "/other").add("serverId", id);
    assertThat(stage.command("open", otherUrl).thrown()).startsWith("IllegalArgumentException");
    Fields malformed =
        new Fields().add("server", "3").add("url", "no-slash").add("serverId", id + "-3");
    assertThat(stage.command("open", malformed).thrown()).startsWith("IllegalArgumentException");

    assertThat(again(stage, "again", id).all("same")).containsExactly("main");
    server.connect("a").send("1").expect("1");
    stage
        .open("free", id + "/other", on("message", "echo").option("serverId", id + "-3"))
        .connect("b")
        .send("2")
        .expect("2");
    stage.journal().expect("a", "message 1");
    stage.journal().expect("b", "message 2");
  }

  private static Fields again(Stage stage, String name, String id) {
    return stage.command("open", opening(name, id)).value();
  }

  /** To open the test's URL with this id, or for another id of it the same URL. */
  private static Fields opening(String name, String id) {
    return new Fields()
        .add("server", name)
        .add("url", id.replace("-other", ""))
        .add("serverId", id);
  }
}
