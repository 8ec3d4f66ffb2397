package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.CONF_1;
import static org.jseverywhere.websocket.tck.Rule.CONF_2;
import static org.jseverywhere.websocket.tck.Rule.CONF_3;
import static org.jseverywhere.websocket.tck.Rule.CONF_4;
import static org.jseverywhere.websocket.tck.Rule.CONF_5;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.Frame;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chapter CONF. It is configured by system properties, which MicroProfile Config reads too. If one
 * of these fails, look at who is asked for a key, and when.
 */
@TckSuite
public class ConfigurationTck {

  @Test
  @Verifies(CONF_1)
  @DisplayName("what is configured is stronger than what the program says")
  void configured(Stage stage) {
    configure(stage, id(stage) + ".maxMessageSize", "5");
    configure(stage, id(stage) + ".stallTimeout", "PT7S");
    RemoteServer server =
        stage.open(
            on("connect", "attach")
                .and("message", "echo")
                .port("close")
                .option("serverId", id(stage))
                .option("maxMessageSize", 100)
                .option("maxPendingMessages", 9));
    Fields options = server.command("options-of").value();
    assertThat(options.get("maxMessageSize")).isEqualTo("5");
    assertThat(options.get("stallTimeout")).isEqualTo("PT7S");
    assertThat(options.get("maxPendingMessages")).isEqualTo("9");
    RawClient client = server.raw("a").connect();
    client.send(Frame.text("12345")).expect("12345");
    assertThat(client.send(Frame.text("123456")).end()).isEqualTo("closed 1009");
    client.answerClose(1009);
    stage.journal().expect("a", "connect", "message 12345");
    stage.journal().next("close");
    configure(stage, id(stage) + ".maxMessageSize", null);
    configure(stage, id(stage) + ".stallTimeout", null);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "maxMessageSize, 64k, at least 1",
    "stallTimeout, 10, PT0.001S",
    "allowedOrigins, example.org, scheme://host",
    "silenceTimeout, PT1S, pingInterval"
  })
  @Verifies(CONF_2)
  @DisplayName("a wrong value is an IAE with its key and what is allowed")
  void wrongValue(String name, String value, String allowed, Stage stage) {
    configure(stage, id(stage) + "." + name, value);
    assertThat(stage.command("open", opening(stage)).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("websocket.server." + id(stage) + ".", name, "\"" + value + "\"", allowed);
    configure(stage, id(stage) + "." + name, null);
  }

  @Test
  @Verifies(CONF_3)
  @DisplayName("a name that is no option is an IAE with all options")
  void wrongName(Stage stage) {
    configure(stage, id(stage) + ".maxMesageSize", "5");
    assertThat(stage.command("open", opening(stage)).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("websocket.server." + id(stage) + ".maxMesageSize", "maxMessageSize");
    configure(stage, id(stage) + ".maxMesageSize", null);
  }

  @Test
  @Verifies(CONF_4)
  @DisplayName("what is configured for other ids has no effect")
  void otherIds(Stage stage) {
    configure(stage, id(stage) + ".more.maxMessageSize", "5");
    configure(stage, id(stage) + "more.maxMessageSize", "5");
    RemoteServer server = stage.open(on("connect").option("serverId", id(stage)));
    assertThat(server.command("options-of").value().get("maxMessageSize")).isEqualTo("65536");
    RemoteServer more =
        stage.open(
            "more", stage.path() + "/m", on("connect").option("serverId", id(stage) + ".more"));
    assertThat(more.command("options-of").value().get("maxMessageSize")).isEqualTo("5");
    configure(stage, id(stage) + ".more.maxMessageSize", null);
    configure(stage, id(stage) + "more.maxMessageSize", null);
  }

  @Test
  @Verifies(CONF_5)
  @DisplayName("a configured sub-protocol holds, and does not break sharing")
  void protocol(Stage stage) {
    configure(stage, id(stage) + ".protocol", "v2");
    RemoteServer server =
        stage.open(on("connect").option("serverId", id(stage)).option("protocol", "v1"));
    assertThat(server.state().get("protocol")).isEqualTo("v2");
    Fields again = opening(stage).add("protocol", "v1");
    assertThat(stage.command("open", again).value().all("same")).contains("main");
    configure(stage, id(stage) + ".protocol", null);
  }

  private static String id(Stage stage) {
    return stage.path().substring("/t/".length()).replaceAll("[^A-Za-z0-9-]", "-");
  }

  private static Fields opening(Stage stage) {
    return new Fields().add("server", "again").add("url", stage.path()).add("serverId", id(stage));
  }

  private static void configure(Stage stage, String key, @Nullable String value) {
    stage
        .command(
            "configure", new Fields().add("key", "websocket.server." + key).add("value", value))
        .value();
  }
}
