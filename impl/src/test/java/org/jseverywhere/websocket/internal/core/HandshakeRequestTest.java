package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeRequestTest {

  @Test
  void anIpv6AddressStandsInBracketsWithoutItsZone() throws UnknownHostException {
    byte[] linkLocal = new byte[16];
    linkLocal[0] = (byte) 0xfe;
    linkLocal[1] = (byte) 0x80;
    linkLocal[15] = 1;

    assertThat(remoteUri(new InetSocketAddress(Inet6Address.getByAddress("", linkLocal, 7), 80)))
        .isEqualTo("tcp:[fe80::1]:80");
  }

  @Test
  void aNameThatIsNoAddressIsTakenAsItIs() {
    assertThat(remoteUri(InetSocketAddress.createUnresolved("proxy", 80)))
        .isEqualTo("tcp:proxy:80");
  }

  @Test
  void aSecureRequestHasASecureUrl() {
    HandshakeRequest request =
        new HandshakeRequest(
            "GET",
            true,
            "",
            "/chat",
            null,
            Map.of("HOST", List.of("example.org")),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            Caller.NOBODY);

    assertThat(request.accept(request.url(), Map.of(), "", List.of()).url())
        .isEqualTo("wss://example.org/chat");
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::"
  })
  void anIpv6AddressIsWrittenTheCanonicalWay(String address, String canonical) {
    assertThat(HandshakeRequest.canonicalIpv6(address)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 20010db800010002",
    "2001:db8:1:2::, 20010db800010002",
    "::1, 0000000000000000"
  })
  void limitsOfAnAddressCountByAllOfIpv4AndHalfOfIpv6(String address, String network)
      throws UnknownHostException {
    InetSocketAddress remote = new InetSocketAddress(InetAddress.getByName(address), 1);

    assertThat(handshake(remote).network()).isEqualTo(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.invalid", "[proxy"})
  void limitsOfAnUnknownAddressCountByItsName(String name) {
    assertThat(handshake(InetSocketAddress.createUnresolved(name, 1)).network()).isEqualTo(name);
  }

  private static String remoteUri(InetSocketAddress remote) {
    return handshake(remote).remoteUri();
  }

  private static Handshake handshake(InetSocketAddress remote) {
    return new HandshakeRequest("GET", false, "", "/", null, Map.of(), remote, Caller.NOBODY)
        .accept("ws://localhost/", Map.of(), "", List.of());
  }
}
