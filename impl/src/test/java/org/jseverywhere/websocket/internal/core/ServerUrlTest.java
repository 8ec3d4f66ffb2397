package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jseverywhere.websocket.internal.core.ServerUrl.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

  @Test
  void aPathHasNoAddress() {
    ServerUrl url = ServerUrl.parse("/rooms/{room}");

    assertThat(url.address()).isNull();
    assertThat(url.path()).hasToString("/rooms/{room}");
  }

  @Test
  void anAddressHasTheSchemesOwnPortUnlessItNamesOne() {
    assertThat(ServerUrl.parse("ws://localhost/chat").address())
        .isEqualTo(new Address(false, "localhost", 80));
    assertThat(ServerUrl.parse("WSS://example.org").address())
        .isEqualTo(new Address(true, "example.org", 443));
    assertThat(ServerUrl.parse("ws://[::1]:0/x").address()).isEqualTo(new Address(false, "::1", 0));
  }

  @Test
  void withoutAPathItIsTheRoot() {
    assertThat(ServerUrl.parse("ws://localhost:9000").path()).hasToString("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://localhost/chat",
        "https://localhost/chat",
        "/chat#top",
        "/chat?x=1",
        "chat",
        "ws:/chat",
        "ws:///chat",
        "ws://user@host/chat",
        "ws://host:70000/chat",
        "ws://host:port/chat",
        "ws://ho st/chat",
        "/rooms/{room"
      })
  void whatIsNoUrlOfAServerIsRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> ServerUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot open a WebSocketServer on \"" + text + "\": ")
        .hasMessageContaining("\"ws://host:port/path\"");
  }

  @Test
  void onePlaceHasOneName() {
    assertThat(ServerUrl.parse("/a/{x}").place())
        .isEqualTo(ServerUrl.parse("/a/{y}").place())
        .isNotEqualTo(ServerUrl.parse("ws://localhost/a/{x}").place());
  }
}
