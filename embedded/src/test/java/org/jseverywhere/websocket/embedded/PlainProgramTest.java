package org.jseverywhere.websocket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlainProgramTest {

  private final Journal journal = new Journal();
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

  @Test
  @DisplayName("EMB-1, EMB-4: a server listens where its URL says, on a free port for 0")
  void listens() throws IOException {
    WebSocketServer server = journal.follow(open("ws://127.0.0.1:0/chat"));
    journal.expect("open");
    assertThat(server.readyState()).isEqualTo(ReadyState.OPEN);
    assertThat(server.url()).matches("ws://127\\.0\\.0\\.1:[1-9][0-9]*/chat");
    try (RawClient client = RawClient.connect(server.url())) {
      client.send("hello");
      assertThat(client.receive()).isEqualTo("hello");
      journal.expect("connect", "message hello");
      assertThat(journal.port().remoteURI()).isEqualTo("tcp:127.0.0.1:" + client.localPort());
    }
  }

  @Test
  @DisplayName("EMB-2: it listens on no other address")
  void nowhereElse() throws IOException {
    WebSocketServer server = open("ws://127.0.0.1:0/chat");
    int port = URI.create(server.url()).getPort();
    assertThat(refused("127.0.0.2", port)).isTrue();
    assertThat(refused("127.0.0.1", port)).isFalse();
  }

  private static boolean refused(String host, int port) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  @DisplayName("EMB-3: several servers share a port, and each has its own clients")
  void sharePort() throws IOException {
    WebSocketServer first = open("ws://127.0.0.1:0/first");
    Journal other = new Journal();
    String url = first.url().replace("/first", "/second/{name}");
    WebSocketServer second = other.follow(open(url));
    journal.follow(first);
    assertThat(second.url()).isEqualTo(url);
    other.expect("open");
    try (RawClient client = RawClient.connect(url.replace("{name}", "x"))) {
      client.send("2");
      other.expect("connect", "message 2");
      first.close();
      journal.expect("open", "closed");
      client.send("still");
      other.expect("message still");
    }
  }

  @Test
  @DisplayName("EMB-5: a port in use is an error event with the address, and the server is closed")
  void portInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1 port " + taken.getLocalPort();
      WebSocketServer server =
          journal.follow(open("ws://127.0.0.1:" + taken.getLocalPort() + "/chat"));
      assertThat(journal.next()).startsWith("error ").contains(address, "in use", "port 0");
      assertThat(server.readyState()).isEqualTo(ReadyState.CLOSED);
    }
  }

  @Test
  @DisplayName("an address of another machine, and a host that nobody knows, are error events")
  void foreignAddress() {
    journal.follow(open("ws://192.0.2.1:9000/chat"));
    assertThat(journal.next()).startsWith("error ").contains("192.0.2.1", "address of this");
    journal.follow(open("ws://no.such.host.invalid:9000/chat"));
    assertThat(journal.next()).startsWith("error ").contains("no.such.host.invalid", "unknown");
  }

  @Test
  @DisplayName(
      "URL-14: a second server on a path that is taken is an error event; the first goes on")
  void pathTaken() throws IOException {
    WebSocketServer first = open("ws://127.0.0.1:0/chat/{a}");
    journal.follow(open(first.url().replace("{a}", "{b}")));
    assertThat(journal.next()).startsWith("error ").contains(":0/chat/{a}");
    RawClient.connect(first.url().replace("{a}", "x")).close();
  }

  @Test
  @DisplayName("EMB-6: after close() of its last server a port is free, also while clients leave")
  void portIsFree() throws IOException {
    WebSocketServer server = journal.follow(open("ws://127.0.0.1:0/chat"));
    journal.expect("open");
    int port = URI.create(server.url()).getPort();
    try (RawClient client = RawClient.connect(server.url())) {
      journal.expect("connect");
      server.close();
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      assertThat(client.receive()).isEqualTo("closed 1001");
      client.sendClose(1001);
      assertThat(client.receive()).isEqualTo("end");
      journal.expect("left 1001 clean", "closed");
    }
    Journal again = new Journal();
    again.follow(open("ws://127.0.0.1:" + port + "/chat"));
    again.expect("open");
  }

  @RepeatedTest(50)
  @DisplayName("EMB-6: it is free when close() returns")
  void portIsFreeAtOnce() throws IOException {
    WebSocketServer server = open("ws://127.0.0.1:0/chat");
    server.close();
    int port = URI.create(server.url()).getPort();
    ServerSocket next = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    assertThat(next.getLocalPort()).isEqualTo(port);
    next.close();
  }

  @Test
  @DisplayName("a path alone is served on the host and port of two system properties")
  void pathAlone() throws IOException {
    System.setProperty("websocket.server.embedded.port", "0");
    try {
      WebSocketServer server = open("/chat");
      assertThat(server.url()).matches("ws://127\\.0\\.0\\.1:[1-9][0-9]*/chat");
      RawClient.connect(server.url()).close();
      System.setProperty("websocket.server.embedded.port", "70000");
      journal.follow(open("/other"));
      assertThat(journal.next()).contains("websocket.server.embedded.port", "70000");
    } finally {
      System.clearProperty("websocket.server.embedded.port");
    }
  }
}
