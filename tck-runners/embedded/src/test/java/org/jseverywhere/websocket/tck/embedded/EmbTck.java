package org.jseverywhere.websocket.tck.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jseverywhere.websocket.tck.Rule.EMB_1;
import static org.jseverywhere.websocket.tck.Rule.EMB_2;
import static org.jseverywhere.websocket.tck.Rule.EMB_3;
import static org.jseverywhere.websocket.tck.Rule.EMB_4;
import static org.jseverywhere.websocket.tck.Rule.EMB_5;
import static org.jseverywhere.websocket.tck.Rule.EMB_6;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.tck.TckSuite;
import org.jseverywhere.websocket.tck.Verifies;
import org.jseverywhere.websocket.tck.process.ListeningSockets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Chapter EMB. There is no container to deploy to: this very process is the plain program. If one
 * of these fails, look at what binds the address of a server's URL.
 */
@TckSuite
@Timeout(60)
class EmbTck {

  private final List<WebSocketServer> opened = new ArrayList<>();

  private WebSocketServer open(String url) {
    WebSocketServer server = WebSocketServer.open(url);
    opened.add(server);
    return server;
  }

  @AfterEach
  void close() {
    opened.forEach(WebSocketServer::close);
  }

  private static int port(WebSocketServer server) {
    return URI.create(server.url()).getPort();
  }

  /** What a server that echoes answers. */
  private static String ask(String url, String message) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence data, boolean last) {
            answer.complete(data.toString());
            return null;
          }
        };
    WebSocket client =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(url), listener)
            .orTimeout(20, SECONDS)
            .join();
    client.sendText(message, true).orTimeout(20, SECONDS).join();
    String text = answer.orTimeout(20, SECONDS).join();
    client.abort();
    return text;
  }

  @Test
  @Verifies({EMB_1, EMB_4})
  @DisplayName("a program listens on the address of a URL; for port 0 it has a free one")
  void listens() {
    WebSocketServer server = open("ws://127.0.0.1:0/chat");
    server.onMessage(event -> event.port().postMessage("chat " + event.text()));

    assertThat(server.readyState()).isEqualTo(ReadyState.OPEN);
    assertThat(server.url()).matches("ws://127\\.0\\.0\\.1:[1-9][0-9]*/chat");
    assertThat(ask(server.url(), "hello")).isEqualTo("chat hello");
  }

  @Test
  @Verifies(EMB_2)
  @DisplayName("it listens on no other address, and the process on nothing else")
  void nowhereElse() throws IOException {
    List<InetSocketAddress> before = ListeningSockets.of(ProcessHandle.current().pid());
    int port = port(open("ws://127.0.0.1:0/chat"));

    assertThatThrownBy(() -> new Socket("127.0.0.2", port).close()).hasMessageContaining("refused");
    assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
        .filteredOn(socket -> !before.contains(socket))
        .containsExactly(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @Test
  @Verifies(EMB_3)
  @DisplayName("two servers share a port, each with its own clients")
  void sharePort() {
    WebSocketServer one = open("ws://127.0.0.1:0/one");
    WebSocketServer two = open("ws://127.0.0.1:" + port(one) + "/two");
    one.onMessage(event -> event.port().postMessage("one " + event.text()));
    two.onMessage(event -> event.port().postMessage("two " + event.text()));

    assertThat(ask(one.url(), "x")).isEqualTo("one x");
    assertThat(ask(two.url(), "x")).isEqualTo("two x");
    one.close();
    assertThat(ask(two.url(), "y")).isEqualTo("two y");
  }

  @Test
  @Verifies(EMB_5)
  @DisplayName("a port in use is an error event with the address, and the server is closed")
  void portInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> error = new CompletableFuture<>();
      WebSocketServer server = open("ws://127.0.0.1:" + taken.getLocalPort() + "/chat");
      server.onError(event -> error.complete(event.data()));

      assertThat(error.orTimeout(20, SECONDS).join())
          .contains("127.0.0.1", Integer.toString(taken.getLocalPort()), "in use");
      assertThat(server.readyState()).isEqualTo(ReadyState.CLOSED);
    }
  }

  @Test
  @Verifies(EMB_6)
  @DisplayName("after close() of its last server a port can be taken by somebody else")
  void portIsFree() throws IOException {
    WebSocketServer one = open("ws://127.0.0.1:0/one");
    int port = port(one);
    WebSocketServer two = open("ws://127.0.0.1:" + port + "/two");
    one.close();
    assertThatThrownBy(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
        .hasMessageContaining("in use");

    two.close();

    ServerSocket next = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    assertThat(next.getLocalPort()).isEqualTo(port);
    next.close();
  }
}
