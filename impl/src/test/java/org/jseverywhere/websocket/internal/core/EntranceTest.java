package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jseverywhere.websocket.EvictionReason;
import org.jseverywhere.websocket.RefusalReason;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the TCK cannot reach: its fixture has no users. */
class EntranceTest {

  private final Application application = new Application(EntranceTest.class.getClassLoader());
  private final InMemoryHost host = new InMemoryHost();

  @BeforeEach
  void attach() {
    application.attach(host);
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void clientsThatAskForTheSameShareItsText() {
    open(WebSocketServerOptions.of("/desk"));
    Handshake one = ((Admission.Accepted) admit(null)).handshake();
    Handshake two = ((Admission.Accepted) admit(null)).handshake();

    assertThat(two.url()).isSameAs(one.url());
  }

  @Test
  void noMoreClientsOfOnePrincipalThanMayBe() {
    Server server = open(WebSocketServerOptions.of("/desk").maxPortsPerPrincipal(1));
    ClientPort first = connect(server, user("alice"));

    assertThat(admit(user("alice")))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(429);
              assertThat(refused.headers()).containsKey("Retry-After");
            });
    assertThat(admit(user("bob"))).isInstanceOf(Admission.Accepted.class);
    assertThat(admit(null)).isInstanceOf(Admission.Accepted.class);
    assertThat(server.statistics().handshakesRefused(RefusalReason.PORTS_OF_PRINCIPAL))
        .isEqualTo(1);

    first.lost();
    assertThat(admit(user("alice"))).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void portsOfAPrincipalAreThoseOfItsNameAndCanBeClosedTogether() {
    Server server = open(WebSocketServerOptions.of("/desk"));
    ClientPort one = connect(server, user("alice"));
    ClientPort two = connect(server, user("alice"));
    ClientPort other = connect(server, user("bob"));
    ClientPort nobody = connect(server, null);

    assertThat(server.ports(user("alice"))).containsExactlyInAnyOrderElementsOf(List.of(one, two));
    assertThatThrownBy(() -> server.closeAll(user("alice"), 1001, "no"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(one.isEnding()).isFalse();
    server.closeAll(user("alice"), 4403, "Signed out");

    assertThat(one.isEnding()).isTrue();
    assertThat(two.isEnding()).isTrue();
    assertThat(other.isEnding()).isFalse();
    assertThat(nobody.isEnding()).isFalse();
  }

  @Test
  void howeverManyConnectAtOnceNoMoreComeInThanMay() throws InterruptedException {
    Server server = open(WebSocketServerOptions.of("/desk").maxPorts(5));
    List<Handshake> admitted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      admitted.add(((Admission.Accepted) admit(null)).handshake());
    }
    CountDownLatch done = new CountDownLatch(admitted.size());
    for (Handshake handshake : admitted) {
      new Thread(
              () -> {
                server.connect(handshake, new InMemoryTransport(), "");
                done.countDown();
              })
          .start();
    }
    done.await();

    assertThat(server.ports()).hasSize(5);
    assertThat(server.statistics().handshakesRefused(RefusalReason.PORTS)).isEqualTo(45);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      names = {"PORTS", "PORTS_OF_ADDRESS", "PORTS_OF_PRINCIPAL"})
  void whoHasLeftKeepsAPlaceUntilAllThatItSentIsHandled(RefusalReason limit)
      throws InterruptedException {
    WebSocketServerOptions.Builder options = WebSocketServerOptions.of("/desk");
    switch (limit) {
      case PORTS -> options.maxPorts(1);
      case PORTS_OF_ADDRESS -> options.maxPortsPerAddress(1);
      default -> options.maxPortsPerPrincipal(1);
    }
    Server server = open(options);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    server.onMessage(
        event -> {
          begun.countDown();
          awaitUnchecked(goOn);
        });
    ClientPort first = connect(server, user("alice"));
    first.opened();
    Thread handler = new Thread(() -> first.received(Message.of("slow work")));
    handler.start();
    begun.await();

    first.lost();
    assertThat(server.ports()).isEmpty();
    assertThat(admit(user("alice"))).isInstanceOf(Admission.Refused.class);
    assertThat(server.statistics().handshakesRefused(limit)).isEqualTo(1);

    goOn.countDown();
    handler.join();
    assertThat(admit(user("alice"))).isInstanceOf(Admission.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = EvictionReason.class,
      names = {"MESSAGE_SIZE", "MESSAGE_RATE", "BYTE_RATE"})
  void whoIsThrownOutForWhatItSentDoesNotComeAgainAtOnce(EvictionReason reason) {
    WebSocketServerOptions.Builder options =
        WebSocketServerOptions.of("/desk").maxHandshakesPerSecond(2);
    switch (reason) {
      case MESSAGE_SIZE -> options.maxMessageSize(1);
      case MESSAGE_RATE -> options.maxMessagesPerSecond(1);
      default -> options.maxBytesPerSecond(1);
    }
    Server server = open(options);
    ClientPort port = connect(server, null);
    port.received(Message.of("a"));
    port.received(Message.of("bb"));
    assertThat(server.statistics().portsEvicted(reason)).isEqualTo(1);
    assertThat(admit(null)).isInstanceOf(Admission.Refused.class);
    port.lost();
  }

  @Test
  void whoFailsTheProtocolDoesNotEither() {
    Server server = open(WebSocketServerOptions.of("/desk").maxHandshakesPerSecond(2));
    ClientPort port = connect(server, null);
    port.fail(1002, "");
    assertThat(admit(null)).isInstanceOf(Admission.Refused.class);
    port.lost();
  }

  @ParameterizedTest
  @ValueSource(ints = {1002, 1007, 1009})
  void whoIsClosedForItByTheContainerDoesNotEither(int code) {
    Server server = open(WebSocketServerOptions.of("/desk").maxHandshakesPerSecond(2));
    connect(server, null).closed(code, "");
    assertThat(admit(null)).isInstanceOf(Admission.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1005, 1006, 4000})
  void whoLeavesDoes(int code) {
    Server server = open(WebSocketServerOptions.of("/desk").maxHandshakesPerSecond(2));
    connect(server, null).closed(code, "");
    assertThat(admit(null)).isInstanceOf(Admission.Accepted.class);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Server open(WebSocketServerOptions.Builder options) {
    return application.open(options.build());
  }

  private Admission admit(@Nullable Principal principal) {
    return host.routes.admit(
        new HandshakeRequest(
            "GET",
            false,
            "",
            "/desk",
            null,
            InMemoryHost.upgrade(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321),
            new Caller(principal, role -> false, null, null)));
  }

  private ClientPort connect(Server server, @Nullable Principal principal) {
    Admission.Accepted accepted = (Admission.Accepted) admit(principal);
    return Objects.requireNonNull(
        server.connect(accepted.handshake(), new InMemoryTransport(), ""));
  }

  /** Another object each time, as containers make them. */
  private static Principal user(String name) {
    return () -> name;
  }
}
