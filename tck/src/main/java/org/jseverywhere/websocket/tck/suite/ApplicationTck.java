package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.APP_1;
import static org.jseverywhere.websocket.tck.Rule.APP_2;
import static org.jseverywhere.websocket.tck.Rule.APP_3;
import static org.jseverywhere.websocket.tck.Rule.APP_4;
import static org.jseverywhere.websocket.tck.Rule.APP_5;
import static org.jseverywhere.websocket.tck.driver.Handlers.none;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;
import static org.jseverywhere.websocket.tck.driver.RemoteServer.handler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jseverywhere.websocket.tck.Neighbour;
import org.jseverywhere.websocket.tck.Target;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Eventually;
import org.jseverywhere.websocket.tck.driver.JournalFile;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RecordingClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.jseverywhere.websocket.tck.heap.HeapDump;
import org.jseverywhere.websocket.tck.heap.Holder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chapter APP. If one of these fails, look at what is done before the container takes the
 * application's beans and connections away, and at what is left registered.
 */
@TckSuite
@TestMethodOrder(OrderAnnotation.class)
public class ApplicationTck {

  private static final int REDEPLOYMENTS = 20;
  private static final int LEFT = 60;
  private static final String CHAT = "/declared/chat";

  @Test
  @Verifies({APP_1, APP_2})
  @DisplayName("clients of an undeployed application are closed with 1001, one close event each")
  void undeployed(Target target, @TempDir Path directory) throws Exception {
    try (Neighbour leaving = target.neighbour("tck-undeployed")) {
      Stage stage = leaving.stage("undeployed");
      JournalFile file = JournalFile.of(stage, directory.resolve("journal"));
      RemoteServer server =
          stage.open(on("connect", "attach").port("message", "echo").port("close"));
      RecordingClient active = server.connect("active").send("1").expect("1");
      RecordingClient idle = server.connect("idle");
      // Does not answer a close frame.
      RawClient mute = server.raw("mute").connect();
      RecordingClient observed = stage.connect("observed", CHAT);
      stage.journal().expect("active", "connect", "port message 1");
      stage.journal().expect("idle", "connect");
      stage.journal().expect("mute", "connect");
      stage.journal().expect("observed", "observer connect");

      leaving.undeploy();
      active.expectClose(1001);
      idle.expectClose(1001);
      observed.expectClose(1001);
      assertThat(mute.receive()).isEqualTo("closed 1001");
      assertThat(file.take(line -> line.get("type").equals("close"), 4))
          .extracting(line -> line.get("client") + " " + line.get("code"))
          .as("close events")
          .hasSize(4)
          .contains("active 1001", "idle 1001", "observed 1001")
          // With which code an unanswered close frame ends is the container's business.
          .anyMatch(close -> close.startsWith("mute "));
    }
  }

  @Test
  @Verifies(APP_3)
  @DisplayName("clients of another application with the same servers do not notice")
  void neighbours(Stage stage, Target target) throws Exception {
    RemoteServer server = stage.open(on("message", "echo").option("serverId", "shared-id"));
    RecordingClient own = server.connect("own").send("1").expect("1");
    RecordingClient declared = stage.connect("declared", CHAT).send("2");
    stage.journal().expect("own", "message 1");
    stage.journal().expect("declared", "observer connect", "observer message 2");
    try (Neighbour leaving = target.neighbour("tck-twin")) {
      Stage twin = leaving.stage("twin");
      RemoteServer same =
          twin.open("main", stage.path(), on("message", "echo").option("serverId", "shared-id"));
      RecordingClient other = same.connect("other").send("3").expect("3");
      RecordingClient otherDeclared = twin.connect("other-declared", CHAT);
      twin.journal().expect("other", "message 3");
      twin.journal().expect("other-declared", "observer connect");
      same.send("to the twin's clients");
      other.expect("to the twin's clients");
      own.expectNothing();

      leaving.undeploy();
      other.expectClose(1001);
      otherDeclared.expectClose(1001);
    }
    assertThat(server.state().get("ports")).isEqualTo("1");
    own.send("4").expect("4");
    declared.send("5");
    stage.journal().expect("own", "message 4");
    stage.journal().expect("declared", "observer message 5");
    declared.expectNothing();
    stage.journal().expectNothing();
  }

  @Test
  @Verifies(APP_4)
  @DisplayName("an application works each of twenty times that it is deployed")
  void twentyTimes(Target target) throws Exception {
    for (int round = 1; round <= REDEPLOYMENTS; round++) {
      try (Neighbour again = target.neighbour("tck-again")) {
        Stage stage = again.stage("round-" + round);
        RemoteServer server = stage.open(on("message", "echo").option("serverId", "again"));
        RecordingClient client = server.connect("a").send("round " + round);
        client.expect("round " + round);
        RecordingClient declared = stage.connect("b", CHAT);
        stage.journal().expect("a", "message round " + round);
        stage.journal().expect("b", "observer connect");
        Fields servers = stage.command("servers", new Fields()).value();
        assertThat(servers.names())
            .as("servers in round %d", round)
            .containsExactlyInAnyOrderElementsOf(
                List.of(stage.path(), "/early", CHAT, "/declared/strict/{room}"));
        again.undeploy();
        client.expectClose(1001);
        declared.expectClose(1001);
      }
    }
  }

  @Test
  @Order(Integer.MAX_VALUE) // Looks at all applications that were undeployed until now.
  @Verifies(APP_5)
  @DisplayName("nothing of the library keeps the class loader of an undeployed application")
  void nothingKeepsTheLoader(Stage deployed, Target target, @TempDir Path directory)
      throws Exception {
    deployed.open(none()); // From now on it is known that this application is there.
    try (Neighbour used = target.neighbour("tck-used")) {
      Stage stage = used.stage("used");
      RemoteServer server =
          stage.open(on("message", "echo").and("error").option("serverId", "used"));
      server.command("listener", handler("message").add("label", "once").add("once", "")).value();
      RecordingClient a = server.connect("a").send("1").expect("1");
      server.raw("mute").connect();
      server.raw("lost").connect().reset();
      stage.script("observer.message", "throw:deliberate");
      RecordingClient b = stage.connect("b", CHAT).send("2");
      stage.journal().expect("a", "message 1", "once message 1");
      stage.journal().expect("b", "observer connect", "observer message 2", "observer error");
      stage.open("closed", stage.path() + "/closed", on("connect")).close();
      for (int i = 0; i < LEFT; i++) { // Each may be what a thread of the server had last.
        RecordingClient left = server.connect("left " + i).send("1").expect("1");
        left.close(1000, "");
        left.expectClose(1000);
        server.raw("lost " + i).connect().reset();
      }
      used.undeploy();
      a.expectClose(1001);
      b.expectClose(1001);
    }
    // A thread that has still something to end may take its time for it.
    List<Holder> left = Eventually.inTime(() -> holdersByLibrary(target, directory), List::isEmpty);
    assertThat(left.stream().map(Holder::path).limit(5))
        .as("paths from GC roots through the library to class loaders of undeployed applications")
        .isEmpty();
  }

  private static List<Holder> holdersByLibrary(Target target, Path directory) {
    long pid = target.container().pid().orElseThrow();
    String path = target.application().base().getPath();
    try (HeapDump dump = HeapDump.of(pid, directory)) {
      Map<Long, String> all = dump.applications();
      Set<Long> gone = new HashSet<>(all.keySet());
      gone.removeIf(id -> path.equals(all.get(id) + "/"));
      Set<Long> deployed = new HashSet<>(all.keySet());
      deployed.removeAll(gone);
      List<Holder> holders =
          dump.holders(deployed, gone, target.library(), target.container().knownHolders());
      assertThat(
              holders.stream()
                  .anyMatch(holder -> deployed.contains(holder.loader()) && holder.byLibrary()))
          .as("the library holds the application that is deployed, or this test sees nothing")
          .isTrue();
      return holders.stream()
          .filter(holder -> gone.contains(holder.loader()) && holder.byLibrary())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while the heap was dumped", e);
    }
  }
}
