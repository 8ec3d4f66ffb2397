package org.jseverywhere.websocket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class TlsTest {

  private static final String STORE = "javax.net.ssl.keyStore";
  private static final String PASSWORD = "for-this-test";

  private final Journal journal = new Journal();

  @AfterEach
  void forgetKeys() {
    System.clearProperty(STORE);
    System.clearProperty(STORE + "Password");
  }

  private static Path makeKeys(Path directory) throws IOException, InterruptedException {
    Path store = directory.resolve("keys.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = keytool.getInputStream()) {
      String said = new String(output.readAllBytes(), UTF_8);
      assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(keytool.exitValue()).as(said).isZero();
    }
    return store;
  }

  private static SSLContext trusting(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  @Test
  @DisplayName("wss is served with the key of the standard properties")
  void wss(@TempDir Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = makeKeys(directory);
    System.setProperty(STORE, store.toString());
    System.setProperty(STORE + "Password", PASSWORD);
    WebSocketServer server = journal.follow(WebSocketServer.open("wss://127.0.0.1:0/chat"));
    journal.expect("open");
    URI uri = URI.create(server.url());
    assertThat(uri.getScheme()).isEqualTo("wss");
    Socket socket = trusting(store).getSocketFactory().createSocket(uri.getHost(), uri.getPort());
    try (RawClient client = new RawClient(socket)) {
      assertThat(client.request(RawClient.handshake(uri))).startsWith("HTTP/1.1 101 ");
      client.send("secret");
      assertThat(client.receive()).isEqualTo("secret");
      Port port = journal.port();
      assertThat(port.url()).isEqualTo(server.url());
      manyAtOnce(server, client);
    } finally {
      server.close();
    }
  }

  /** Records of TLS must go out in the order in which they were made. */
  private static void manyAtOnce(WebSocketServer server, RawClient client)
      throws IOException, InterruptedException {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread sender =
          new Thread(
              () -> {
                for (int j = 0; j < 100; j++) {
                  server.send("x".repeat(1000));
                }
              });
      sender.start();
      senders.add(sender);
    }
    for (int i = 0; i < 100; i++) {
      client.send(true, RawClient.PING, new byte[] {'p'});
    }
    int messages = 0;
    int pongs = 0;
    while (messages < 400 || pongs == 0) {
      String frame = client.receive();
      if (frame.equals("pong p")) {
        pongs++;
      } else {
        assertThat(frame).isEqualTo("x".repeat(1000));
        messages++;
      }
    }
    for (Thread sender : senders) {
      sender.join();
    }
  }

  @Test
  @DisplayName("wss without a key store, or with a wrong password, is an error event that says so")
  void withoutKey(@TempDir Path directory) throws IOException, InterruptedException {
    WebSocketServer without = journal.follow(WebSocketServer.open("wss://127.0.0.1:0/chat"));
    assertThat(journal.next()).startsWith("error ").contains(STORE, "Password");
    assertThat(without.readyState()).isEqualTo(ReadyState.CLOSED);
    System.setProperty(STORE, makeKeys(directory).toString());
    System.setProperty(STORE + "Password", "wrong");
    journal.follow(WebSocketServer.open("wss://127.0.0.1:0/chat"));
    assertThat(journal.next())
        .startsWith("error ")
        .contains("keys.p12", "cannot be read")
        .doesNotContain("\"wrong\"");
  }
}
