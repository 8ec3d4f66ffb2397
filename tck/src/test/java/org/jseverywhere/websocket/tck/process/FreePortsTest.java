package org.jseverywhere.websocket.tck.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  @DisplayName("ports can be bound and are given out once")
  void takesDifferentFreePorts() throws Exception {
    List<Integer> first = FreePorts.take(20);
    List<Integer> second = FreePorts.take(20);

    assertThat(first).hasSize(20).doesNotHaveDuplicates().doesNotContainAnyElementsOf(second);
    for (int port : first) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(socket.getLocalPort()).isEqualTo(port);
      }
    }
  }
}
