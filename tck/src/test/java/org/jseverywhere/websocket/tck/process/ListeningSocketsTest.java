package org.jseverywhere.websocket.tck.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ListeningSocketsTest {

  @Test
  @DisplayName("lists what this process listens on, and no longer when it is closed")
  void listsListeners() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    InetSocketAddress address;
    try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
      address = new InetSocketAddress(loopback, socket.getLocalPort());
      assertThat(own()).contains(address);
    }
    assertThat(own()).doesNotContain(address);
  }

  @Test
  @DisplayName("tells another address from the usual one")
  void readsAddress() throws Exception {
    InetAddress another = InetAddress.getByAddress(new byte[] {127, 0, 1, 2});
    try (ServerSocket socket = new ServerSocket(0, 1, another)) {
      assertThat(own())
          .filteredOn(address -> address.getPort() == socket.getLocalPort())
          .containsExactly(new InetSocketAddress(another, socket.getLocalPort()));
    }
  }

  private static List<InetSocketAddress> own() throws Exception {
    return ListeningSockets.of(ProcessHandle.current().pid());
  }
}
