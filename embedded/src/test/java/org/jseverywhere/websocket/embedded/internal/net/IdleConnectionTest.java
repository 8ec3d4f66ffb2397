package org.jseverywhere.websocket.embedded.internal.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.internal.core.Application;
import org.jseverywhere.websocket.internal.core.Applications;
import org.jseverywhere.websocket.internal.core.Host;
import org.jseverywhere.websocket.internal.core.Routes;
import org.jseverywhere.websocket.internal.core.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdleConnectionTest {

  private static final int IDLE_SECONDS = 1;

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final class OnePath implements Host {

    final Routes routes = new Routes();

    @Override
    public String bind(Server server) throws IOException {
      routes.add(server);
      return server.serverUrl().text();
    }

    @Override
    public void unbind(Server server) {
      routes.remove(server);
    }

    @Override
    public String extensions() {
      return "";
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("a WebSocket may be silent for ever, a connection that is none may not")
  void silence() throws IOException {
    OnePath host = new OnePath();
    Application application = Applications.of(new URLClassLoader(new URL[0]));
    application.attach(host);
    Listener listener =
        Listener.start(
            new Listener.Place(ANY_PORT, null, IDLE_SECONDS, 0),
            host.routes::admit,
            new NoPages(host.routes::admit));
    try {
      application
          .open(WebSocketServerOptions.of("/echo").build())
          .onMessage(event -> event.port().postMessage(event.text()));
      CompletableFuture<String> answer = new CompletableFuture<>();
      WebSocket client = connect(listener.port(), answer);

      // Silent for less long than the WebSocket when it is ended.
      awaitEndOfPlainConnection(listener.port());

      client.sendText("still there", true).orTimeout(20, SECONDS).join();
      assertThat(answer.orTimeout(20, SECONDS).join()).isEqualTo("still there");
      client.abort();
    } finally {
      application.close();
      listener.close();
    }
  }

  private static WebSocket connect(int port, CompletableFuture<String> answer) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://127.0.0.1:" + port + "/echo"),
            new WebSocket.Listener() {
              @Override
              public @Nullable CompletionStage<?> onText(
                  WebSocket socket, CharSequence data, boolean last) {
                answer.complete(data.toString());
                return null;
              }
            })
        .orTimeout(20, SECONDS)
        .join();
  }

  private static void awaitEndOfPlainConnection(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("HTTP/1.1 404 ");
    }
  }
}
