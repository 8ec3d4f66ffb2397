package org.jseverywhere.websocket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jseverywhere.websocket.WebSocketServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryTest {

  private static final int CLIENTS = 50;

  /** It would be most of the memory of a client that only is there. */
  @Test
  void theRequestOfAHandshakeIsNotKept() throws IOException, JMException {
    WebSocketServer server = WebSocketServer.open("ws://127.0.0.1:0/");
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RawClient.connect(server.url()));
      }
      assertThat(liveRequests()).isLessThan(CLIENTS / 2);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
      server.close();
    }
  }

  private static long liveRequests() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("HttpServerFilter$ServerHttpRequestImpl"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[1]))
        .sum();
  }
}
