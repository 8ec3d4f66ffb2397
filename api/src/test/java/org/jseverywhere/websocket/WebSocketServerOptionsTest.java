package org.jseverywhere.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertThat(options.maxMessageSize()).isEqualTo(65_536);
    assertThat(options.maxPendingMessages()).isEqualTo(256);
    assertThat(options.maxBufferedAmount()).isEqualTo(1_048_576);
    assertThat(options.overflowPolicy()).isEqualTo(OverflowPolicy.CLOSE);
    assertThat(options.overflowTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.stallTimeout()).isEqualTo(Duration.ofSeconds(10));
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
        "https://*.example.org",
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
        "moz-extension://0a1b-2c3d"
      })
  void everyOriginOfABrowserCanBeAllowed(String origin) {
    assertThat(WebSocketServerOptions.of("/x").allowedOrigins(origin).build().allowedOrigins())
        .containsExactly(origin);
  }

  @Test
  void limitsArePositive() {
    WebSocketServerOptions.Builder builder = WebSocketServerOptions.of("/chat");

    assertThatThrownBy(() -> builder.maxMessageSize(0)).hasMessageContaining("maxMessageSize is 0");
    assertThatThrownBy(() -> builder.maxPendingMessages(-1))
        .hasMessageContaining("maxPendingMessages is -1");
    assertThatThrownBy(() -> builder.maxBufferedAmount(0))
        .hasMessageContaining("maxBufferedAmount is 0");
    assertThat(builder.build().maxMessageSize()).isEqualTo(65_536);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000999999S", "PT1H0.000000001S"})
  void aTimeoutIsAMillisecondToAnHour(String timeout) {
    WebSocketServerOptions.Builder builder = WebSocketServerOptions.of("/chat");
    Duration wrong = Duration.parse(timeout);

    assertThatThrownBy(() -> builder.stallTimeout(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("stallTimeout is " + wrong, "PT0.001S", "PT1H");
    assertThatThrownBy(() -> builder.overflowTimeout(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("overflowTimeout is " + wrong, "PT0.001S", "PT1H");
    assertThat(builder.build().stallTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(builder.build().overflowTimeout()).isEqualTo(Duration.ofSeconds(1));
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

  /** An annotation cannot refer to constants of these types. */
  @Test
  void theDefinitionHasTheSameDefaults() {
    assertThat(declaredDefault("overflowPolicy"))
        .isEqualTo(WebSocketServerOptions.DEFAULT_OVERFLOW_POLICY);
    assertThat(declaredDefault("overflowTimeout"))
        .isEqualTo(WebSocketServerOptions.DEFAULT_OVERFLOW_TIMEOUT.toString());
    assertThat(declaredDefault("stallTimeout"))
        .isEqualTo(WebSocketServerOptions.DEFAULT_STALL_TIMEOUT.toString());
  }

  private static Object declaredDefault(String attribute) {
    try {
      return WebSocketServerDefinition.class.getMethod(attribute).getDefaultValue();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
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
