package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  private final Application application = new Application(RoutesTest.class.getClassLoader());
  private final InMemoryHost host = new InMemoryHost();

  @BeforeEach
  void attach() {
    application.attach(host);
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void noServerOnThePathIsNotOurs() {
    open("/chat");

    assertThat(admit("/other")).isEqualTo(new Admission.NotOurs());
  }

  @Test
  void aPlainRequestForAServersPathIsTheApplications() {
    open("/chat");

    assertThat(admit("/chat", "Upgrade", "")).isEqualTo(new Admission.NoUpgrade());
    assertThat(admit("/chat", "Upgrade", "h2c")).isEqualTo(new Admission.NoUpgrade());
  }

  @Test
  void theMostSpecificServerIsTaken() {
    Server room = open("/rooms/{room}");
    Server lobby = open("/rooms/lobby");

    assertThat(host.accept("/rooms/lobby").server()).isSameAs(lobby);
    assertThat(host.accept("/rooms/other").server()).isSameAs(room);
    assertThat(host.accept("/rooms/other").handshake().pathParameters())
        .isEqualTo(Map.of("room", "other"));
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-WebSocket-Version, 8, 426",
    "Sec-WebSocket-Version, '', 426",
    "Sec-WebSocket-Key, '', 400",
    "Sec-WebSocket-Key, short, 400",
    "Sec-WebSocket-Key, '!', 400",
    "Connection, close, 400",
    "Origin, https://evil.example, 403",
    "Origin, null, 403",
    "Origin, https://example.org:8443, 403"
  })
  void malformedOrForeignHandshakesAreRefused(String header, String value, int status) {
    open("/chat");

    assertThat(admit("/chat", header, value))
        .isInstanceOfSatisfying(
            Admission.Refused.class, refused -> assertThat(refused.status()).isEqualTo(status));
  }

  @Test
  void theVersionThatIsSpokenIsTold() {
    open("/chat");

    Admission.Refused refused = (Admission.Refused) admit("/chat", "Sec-WebSocket-Version", "7, 8");
    assertThat(refused.headers()).containsEntry("Sec-WebSocket-Version", "13");
  }

  @Test
  void aHandshakeIsAGet() {
    open("/chat");
    HandshakeRequest get = InMemoryHost.request("/chat", InMemoryHost.upgrade());

    HandshakeRequest post =
        new HandshakeRequest(
            "POST", false, "/app", "/chat", null, get.headers(), get.remote(), Caller.NOBODY);
    assertThat(host.routes.admit(post))
        .isInstanceOfSatisfying(
            Admission.Refused.class, refused -> assertThat(refused.status()).isEqualTo(400));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org, example.org",
    "http://example.org, example.org",
    "https://example.org:443, example.org",
    "http://example.org, example.org:80",
    "http://EXAMPLE.org:8080, example.org:8080",
    "http://[::1]:8080, [::1]:8080"
  })
  void pagesOfTheSameHostAreLetIn(String origin, String hostHeader) {
    open("/chat");

    assertThat(admit("/chat", "Origin", origin, "Host", hostHeader))
        .isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void anAllowListReplacesTheSameOrigin() {
    application.open(
        WebSocketServerOptions.of("/chat").allowedOrigins("https://app.example").build());

    assertThat(admit("/chat", "Origin", "https://App.example:443"))
        .isInstanceOf(Admission.Accepted.class);
    assertThat(admit("/chat", "Origin", "http://example.org"))
        .isInstanceOf(Admission.Refused.class);
    assertThat(admit("/chat", "Origin", "")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void anyOriginIsAStar() {
    application.open(WebSocketServerOptions.of("/chat").allowedOrigins("*").build());

    assertThat(admit("/chat", "Origin", "null")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void theSubProtocolIsAgreedOnIfItIsOffered() {
    application.open(WebSocketServerOptions.of("/chat").protocol("chat.v2").build());

    assertThat(
            host.accept("/chat", "Sec-WebSocket-Protocol", "chat.v1, chat.v2")
                .handshake()
                .protocol())
        .isEqualTo("chat.v2");
    assertThat(host.accept("/chat", "Sec-WebSocket-Protocol", "chat.v1").handshake().protocol())
        .isEmpty();
    assertThat(host.accept("/chat").handshake().protocol()).isEmpty();
  }

  @Test
  void aClosedServerIsNoLongerThere() {
    Server chat = open("/chat");
    chat.close();

    assertThat(admit("/chat")).isEqualTo(new Admission.NotOurs());
  }

  @Test
  void theHandshakeTellsWhatTheClientSaid() {
    open("/chat");
    Map<String, List<String>> headers = InMemoryHost.upgrade("Origin", "http://example.org");
    headers.put("Cookie", List.of("a=1; b=\"2\"", "a=3;c=x=y; broken"));
    headers.put("Authorization", List.of("Basic dTpw"));
    headers.put("X-Twice", List.of("1", "2"));

    Handshake handshake =
        ((Admission.Accepted)
                host.routes.admit(InMemoryHost.request("/chat?a=1&b=%20+&a=2&&c", headers)))
            .handshake();

    assertThat(handshake.url()).isEqualTo("ws://example.org/app/chat?a=1&b=%20+&a=2&&c");
    assertThat(handshake.cookies()).isEqualTo(Map.of("a", "1", "b", "\"2\"", "c", "x=y"));
    assertThat(handshake.queryParameters())
        .isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("  "), "c", List.of("")));
    assertThat(handshake.headers().values("x-twice")).containsExactly("1", "2");
    assertThat(handshake.remoteUri()).isEqualTo("tcp:127.0.0.1:4321");
    assertThat(handshake.toString()).doesNotContain("dTpw").doesNotContain("a=1");
  }

  private Server open(String url) {
    return application.open(WebSocketServerOptions.of(url).build());
  }

  private Admission admit(String path, String... headers) {
    return host.routes.admit(InMemoryHost.request(path, InMemoryHost.upgrade(headers)));
  }
}
