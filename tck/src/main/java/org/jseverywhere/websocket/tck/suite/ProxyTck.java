package org.jseverywhere.websocket.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jseverywhere.websocket.tck.Rule.HS_15;
import static org.jseverywhere.websocket.tck.Rule.HS_16;
import static org.jseverywhere.websocket.tck.Rule.HS_17;
import static org.jseverywhere.websocket.tck.Rule.HS_18;
import static org.jseverywhere.websocket.tck.driver.Handlers.on;

import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.driver.RawClient;
import org.jseverywhere.websocket.tck.driver.RemoteServer;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.jseverywhere.websocket.tck.fixture.Fields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chapter HS, behind proxies: the client of these tests is the proxy. If one of these fails, look
 * at who is believed, and from which end the header is read.
 */
@TckSuite
public class ProxyTck {

  private static final String LOOPBACK = "127.0.0.0/8";
  private static final String INNER = "10.0.0.0/8";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "203.0.113.7, tcp:203.0.113.7:0",
    "203.0.113.7:4711, tcp:203.0.113.7:4711",
    "2001:DB8:0::7, tcp:[2001:db8::7]:0",
    "[2001:db8::7]:4711, tcp:[2001:db8::7]:4711"
  })
  @Verifies(HS_15)
  @DisplayName("the client is whom a trusted proxy names")
  void named(String node, String uri, Stage stage) {
    RemoteServer server = customary(stage);
    assertThat(seen(stage, server.raw("a").header("X-Forwarded-For", node)).get("remoteURI"))
        .isEqualTo(uri);
    RemoteServer standard = standard(stage);
    String header = "by=_inner;For=\"" + node + "\";proto=http";
    assertThat(seen(stage, standard.raw("b").header("Forwarded", header)).get("remoteURI"))
        .isEqualTo(uri);
  }

  @Test
  @Verifies({HS_15, HS_16})
  @DisplayName("of a chain the last that is no trusted proxy counts, whatever is before it")
  void chain(Stage stage) {
    RawClient client =
        customary(stage)
            .raw("a")
            .line("X-Forwarded-For", "127.0.0.1, 198.51.100.1")
            .line("X-Forwarded-For", "203.0.113.7, 10.1.1.1")
            .line("X-Forwarded-For", "10.2.2.2");
    assertThat(seen(stage, client).get("remoteURI")).isEqualTo("tcp:203.0.113.7:0");
    RawClient second =
        standard(stage)
            .raw("b")
            .line("Forwarded", "for=127.0.0.1, for=198.51.100.1")
            .line("Forwarded", "for=203.0.113.7, for=10.1.1.1;proto=https, for=\"10.2.2.2:80\"");
    assertThat(seen(stage, second).get("remoteURI")).isEqualTo("tcp:203.0.113.7:0");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"unknown", "_hidden", "", "evil.example", "999.1.1.1", "203.0.113.7.1"})
  @Verifies(HS_16)
  @DisplayName("what is no address ends the search at the proxy that wrote it")
  void noAddress(String node, Stage stage) {
    RawClient client =
        customary(stage)
            .raw("a")
            .header("X-Forwarded-For", "198.51.100.1, x" + node + ", 10.1.1.1");
    assertThat(seen(stage, client).get("remoteURI")).isEqualTo("tcp:10.1.1.1:0");
    RawClient second =
        standard(stage)
            .raw("b")
            .header("Forwarded", "for=198.51.100.1,for=\"" + node + "\", for=10.1.1.1");
    assertThat(seen(stage, second).get("remoteURI")).isEqualTo("tcp:10.1.1.1:0");
  }

  @Test
  @Verifies(HS_16)
  @DisplayName("a quote that a client leaves open does not swallow what a proxy appends")
  void openQuote(Stage stage) {
    RawClient client =
        standard(stage)
            .raw("a")
            .header("Forwarded", "for=198.51.100.1;x=\", for=203.0.113.7, for=10.1.1.1");
    assertThat(seen(stage, client).get("remoteURI")).isEqualTo(client.ownURI());
    RawClient twoLines =
        standard(stage)
            .raw("b")
            .line("Forwarded", "for=198.51.100.1;x=\"")
            .line("Forwarded", "for=203.0.113.7");
    assertThat(seen(stage, twoLines).get("remoteURI")).isEqualTo("tcp:203.0.113.7:0");
  }

  @Test
  @Verifies(HS_16)
  @DisplayName("a peer that is not trusted, and the other header, are not believed")
  void notTrusted(Stage stage) {
    RemoteServer others =
        stage.open(
            "others",
            stage.path() + "/others",
            on("connect", "handshake", "port").option("trustedProxies", INNER));
    RawClient client =
        others
            .raw("a")
            .header("X-Forwarded-For", "203.0.113.7")
            .header("X-Forwarded-Proto", "https");
    assertThat(seen(stage, client).get("remoteURI")).isEqualTo(client.ownURI());
    RawClient second = customary(stage).raw("b").header("Forwarded", "for=203.0.113.7");
    assertThat(seen(stage, second).get("remoteURI")).isEqualTo(second.ownURI());
    RawClient third = standard(stage).raw("c").header("X-Forwarded-For", "203.0.113.7");
    assertThat(seen(stage, third).get("remoteURI")).isEqualTo(third.ownURI());
  }

  @Test
  @Verifies(HS_17)
  @DisplayName("the scheme of url() is the one that the proxy tells")
  void scheme(Stage stage) {
    RemoteServer server = customary(stage);
    assertThat(
            url(
                stage,
                server
                    .raw("a")
                    .header("X-Forwarded-For", "203.0.113.7")
                    .header("X-Forwarded-Proto", "https")))
        .startsWith("wss://");
    assertThat(
            url(
                stage,
                server
                    .raw("b")
                    .header("X-Forwarded-For", "203.0.113.7, 10.1.1.1")
                    .header("X-Forwarded-Proto", "https, http")))
        .startsWith("wss://");
    assertThat(url(stage, server.raw("c").header("X-Forwarded-For", "203.0.113.7")))
        .startsWith("ws://");
    assertThat(
            url(
                stage,
                standard(stage)
                    .raw("d")
                    .header("Forwarded", "proto=http;for=1.2.3.4, Proto=HTTPS;for=203.0.113.7")))
        .startsWith("wss://");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0.0/33",
        "10.0.0",
        "256.1.1.1",
        "2001:db8::/129",
        "::g",
        "1::2::3"
      })
  @Verifies(HS_18)
  @DisplayName("what is neither an address nor a range of addresses is an IAE")
  void noRange(String proxy, Stage stage) {
    Fields command =
        new Fields()
            .add("url", stage.path())
            .add("trustedProxies", "192.0.2.1,2001:db8::/32,::1,127.0.0.1/0," + proxy);
    assertThat(stage.command("options", command).thrown())
        .startsWith("IllegalArgumentException: ")
        .contains("trustedProxies", "\"" + proxy + "\"");
  }

  private static RemoteServer customary(Stage stage) {
    return stage.open(
        "customary",
        stage.path() + "/customary",
        on("connect", "handshake", "port").option("trustedProxies", LOOPBACK + "," + INNER));
  }

  private static RemoteServer standard(Stage stage) {
    return stage.open(
        "standard",
        stage.path() + "/standard",
        on("connect", "handshake", "port")
            .option("trustedProxies", LOOPBACK + "," + INNER)
            .option("forwardedHeader", "FORWARDED"));
  }

  /** Connects, and takes what the connect event tells. */
  private static Fields seen(Stage stage, RawClient client) {
    client.connect();
    stage.journal().next("connect");
    Fields seen = stage.journal().next("handshake");
    stage.journal().next("port");
    return seen;
  }

  private static String url(Stage stage, RawClient client) {
    client.connect();
    stage.journal().next("connect");
    stage.journal().next("handshake");
    return stage.journal().next("port").get("url");
  }
}
