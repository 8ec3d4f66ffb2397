package org.jseverywhere.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketServerOptionsTest {

  @Test
  void haveTheDocumentedDefaults() {
    WebSocketServerOptions options = WebSocketServerOptions.of("/chat").build();

    assertThat(options.url()).isEqualTo("/chat");
    assertThat(options.serverId()).isNull();
    assertThat(options.protocol()).isEmpty();
    assertThat(options.binaryType()).isEqualTo(BinaryType.BLOB);
    assertThat(options.allowedOrigins()).isEmpty();
    assertThat(options.trustedProxies()).isEmpty();
    assertThat(options.forwardedHeader()).isEqualTo(ForwardedHeader.X_FORWARDED);
    assertThat(options.roles()).isEmpty();
    assertThat(options.sessionBinding()).isEqualTo(SessionBinding.AUTHENTICATED);
    assertThat(options.handlerExecution()).isEqualTo(HandlerExecution.BLOCKING);
    assertThat(options.maxMessageSize()).isEqualTo(65_536);
    assertThat(options.maxPendingMessages()).isEqualTo(256);
    assertThat(options.maxBufferedAmount()).isEqualTo(1_048_576);
    assertThat(options.overflowPolicy()).isEqualTo(OverflowPolicy.CLOSE);
    assertThat(options.overflowTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.stallTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.maxPendingHandshakes()).isEqualTo(16);
    assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(25));
    assertThat(options.silenceTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.maxAge()).isZero();
    assertThat(options.drainTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.maxPorts()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.maxPortsPerAddress()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.maxPortsPerPrincipal()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.maxHandshakesPerSecond()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.maxMessagesPerSecond()).isEqualTo(Integer.MAX_VALUE);
    assertThat(options.maxBytesPerSecond()).isEqualTo(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,b", "é", "a/b", "a\u0000", "{x}", "\"q\""})
  void aSubProtocolIsAToken(String protocol) {
    assertThatThrownBy(() -> WebSocketServerOptions.of("/chat").protocol(protocol))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + protocol + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "v1.chat", "soap+xml", "!#$%&'*+-.^_`|~"})
  void everyTokenIsASubProtocol(String protocol) {
    assertThat(WebSocketServerOptions.of("/chat").protocol(protocol).build().protocol())
        .isEqualTo(protocol);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void anIdIsNotBlank(String id) {
    assertThatThrownBy(() -> WebSocketServerOptions.of("/chat").serverId(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("serverID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "https://example.org/",
        "https://",
        "https://a b",
        "https://*.example",
        "https://a.*.example.org",
        "https://user@example.org",
        "https://example.org:port",
        "https://éxample.org"
      })
  void anOriginHasASchemeAndAHostAndNoPath(String origin) {
    assertThatThrownBy(() -> WebSocketServerOptions.of("/chat").allowedOrigins(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + origin + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://example.org",
        "HTTP://Localhost:8080",
        "http://[::1]:8080",
        "http://192.0.2.1",
        "http://under_score.example",
        "moz-extension://0a1b-2c3d",
        "https://*.example.org",
        "https://*.example.org:8443"
      })
  void everyOriginOfABrowserCanBeAllowed(String origin) {
    assertThat(WebSocketServerOptions.of("/x").allowedOrigins(origin).build().allowedOrigins())
        .containsExactly(origin);
  }

  @Test
  void limitsArePositive() {
    WebSocketServerOptions.Builder builder = WebSocketServerOptions.of("/chat");

    assertThatThrownBy(() -> builder.maxMessageSize(0))
        .hasMessageContaining("maxMessageSize is \"0\"");
    assertThatThrownBy(() -> builder.maxPendingMessages(-1))
        .hasMessageContaining("maxPendingMessages is \"-1\"");
    assertThatThrownBy(() -> builder.maxBufferedAmount(0))
        .hasMessageContaining("maxBufferedAmount is \"0\"");
    assertThat(builder.build().maxMessageSize()).isEqualTo(65_536);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999999S", "PT1H0.000000001S"})
  void aTimeoutIsAMillisecondToAnHour(String timeout) {
    WebSocketServerOptions.Builder builder = WebSocketServerOptions.of("/chat");
    Duration wrong = Duration.parse(timeout);

    assertThatThrownBy(() -> builder.stallTimeout(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("stallTimeout is \"" + wrong, "PT0.001S", "PT1H");
    assertThatThrownBy(() -> builder.overflowTimeout(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("overflowTimeout is \"" + wrong, "PT0.001S", "PT1H");
    assertThat(builder.build().stallTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(builder.build().overflowTimeout()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void silenceIsLongerThanTheTimeBetweenPings() {
    WebSocketServerOptions.Builder builder =
        WebSocketServerOptions.of("/chat").pingInterval(Duration.ofSeconds(60));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("silenceTimeout is \"PT1M\"", "pingInterval, which is PT1M");
    assertThat(builder.silenceTimeout(Duration.ZERO).build().silenceTimeout()).isZero();
    assertThat(builder.silenceTimeout(Duration.ofSeconds(61)).build().pingInterval())
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(
            builder
                .pingInterval(Duration.ZERO)
                .silenceTimeout(Duration.ofMillis(1))
                .build()
                .pingInterval())
        .isZero();
  }

  @Test
  void bothEndsOfTheRangesAreAllowed() {
    WebSocketServerOptions options =
        WebSocketServerOptions.of("/chat")
            .overflowPolicy(OverflowPolicy.BLOCK)
            .overflowTimeout(Duration.ofMillis(1))
            .stallTimeout(Duration.ofHours(1))
            .build();

    assertThat(options.overflowPolicy()).isEqualTo(OverflowPolicy.BLOCK);
    assertThat(options.overflowTimeout()).isEqualTo(Duration.ofMillis(1));
    assertThat(options.stallTimeout()).isEqualTo(Duration.ofHours(1));
  }

  /** One attribute of the annotation for each option, and nothing else. */
  @Test
  void theDefinitionHasTheSameOptionsAndDefaults() {
    Map<String, String> declared = new TreeMap<>();
    for (Method attribute : WebSocketServerDefinition.class.getDeclaredMethods()) {
      if (attribute.getDefaultValue() != null) {
        declared.put(attribute.getName(), text(attribute.getDefaultValue()));
      }
    }
    Map<String, String> options = new TreeMap<>();
    OptionTable.all().values().forEach(option -> options.put(option.name(), defaultText(option)));

    assertThat(declared).isEqualTo(options);
  }

  private static String text(Object declared) {
    if (declared instanceof Enum<?> constant) {
      return constant.name();
    }
    return declared instanceof String[] list ? String.join(",", list) : declared.toString();
  }

  private static <T> String defaultText(Option<T> option) {
    return option.write(option.defaultValue());
  }

  @Test
  void everyOptionCanBeSetByNameAndText() {
    WebSocketServerOptions options =
        WebSocketServerOptions.of("/chat")
            .set("protocol", "chat")
            .set("binaryType", "arraybuffer")
            .set("allowedOrigins", "https://a.example, https://b.example")
            .set("maxMessageSize", "10")
            .set("maxBufferedAmount", "5000000000")
            .set("overflowPolicy", "drop_oldest")
            .set("stallTimeout", "PT0.5S")
            .build();

    assertThat(options.protocol()).isEqualTo("chat");
    assertThat(options.binaryType()).isEqualTo(BinaryType.ARRAYBUFFER);
    assertThat(options.allowedOrigins()).containsExactly("https://a.example", "https://b.example");
    assertThat(options.maxMessageSize()).isEqualTo(10);
    assertThat(options.maxBufferedAmount()).isEqualTo(5_000_000_000L);
    assertThat(options.overflowPolicy()).isEqualTo(OverflowPolicy.DROP_OLDEST);
    assertThat(options.stallTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.get("allowedOrigins")).isEqualTo("https://a.example,https://b.example");
    assertThat(options.get("stallTimeout")).isEqualTo("PT0.5S");
    assertThat(options.get("maxPendingMessages")).isEqualTo("256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxMessageSize | 64k | 64k | at least 1",
        "maxMessageSize | 2147483648 | 2147483648 | at most 2,147,483,647",
        "stallTimeout | 10 | 10 | PT0.001S",
        "overflowPolicy | DROP | DROP | DROP_OLDEST",
        "allowedOrigins | b,https://a.example | b | scheme://host",
        "protocol | a b | a b | visible ASCII",
      })
  void aTextThatSaysNoAllowedValueIsRefused(
      String name, String text, String wrong, String allowed) {
    assertThatThrownBy(() -> WebSocketServerOptions.of("/chat").set(name, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Option " + name + " is \"" + wrong + "\"", allowed);
  }

  @Test
  void anUnknownNameIsRefusedWithAllNames() {
    assertThatThrownBy(() -> WebSocketServerOptions.of("/chat").set("maxMesageSize", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"maxMesageSize\"", "maxMessageSize", "stallTimeout");
    assertThat(WebSocketServerOptions.names()).contains("protocol", "stallTimeout");
  }

  @Test
  void aBuilderOfOptionsStartsWithThemAndLeavesThemAlone() {
    WebSocketServerOptions first =
        WebSocketServerOptions.of("/chat").serverId("chat").maxMessageSize(10).build();

    WebSocketServerOptions second = first.toBuilder().maxPendingMessages(2).build();

    assertThat(second.url()).isEqualTo("/chat");
    assertThat(second.serverId()).isEqualTo("chat");
    assertThat(second.maxMessageSize()).isEqualTo(10);
    assertThat(second.maxPendingMessages()).isEqualTo(2);
    assertThat(first.maxPendingMessages()).isEqualTo(256);
  }

  @Test
  void nullIsRefused() {
    assertThatThrownBy(() -> WebSocketServerOptions.of(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> WebSocketServerOptions.of("/x").serverId(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> WebSocketServerOptions.of("/x").protocol(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> WebSocketServerOptions.of("/x").overflowPolicy(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> WebSocketServerOptions.of("/x").stallTimeout(null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void withoutAnImplementationOpeningSaysWhatToAdd() {
    assertThatThrownBy(() -> WebSocketServer.open("/chat"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("websocket-server-embedded");
  }
}
