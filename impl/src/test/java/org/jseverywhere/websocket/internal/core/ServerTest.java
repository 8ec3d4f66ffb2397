package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.BinaryType;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.ListenerOption;
import org.jseverywhere.websocket.ReadyState;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServerTest {

  private final Application application = new Application(ServerTest.class.getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final InMemoryTransport transport = new InMemoryTransport();
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void attach() {
    application.attach(host);
  }

  @AfterEach
  void close() {
    // Nobody answers a close frame here; without this the application would wait for it.
    application.servers().forEach(server -> ((Server) server).abandonPorts());
    application.close();
  }

  @Test
  void isOpenWhenItsHostAcceptsClients() {
    Server server = open("/chat");

    assertThat(server.readyState()).isEqualTo(ReadyState.OPEN);
    assertThat(server.extensions()).isEqualTo("x-test");
  }

  @Test
  void tellsThatItIsOpenOnceToThoseWhoListenLater() {
    Server server = open("/chat");
    server.onOpen(e -> recorder.add("first"));
    recorder.await(1);
    server.onOpen(e -> recorder.add("second"));
    recorder.await(2);
    server.addEventListener(EventType.OPEN, e -> recorder.add("third"), ListenerOption.ONCE);

    assertThat(recorder.await(3)).containsExactly("first", "second", "third");
  }

  @Test
  void tellsWhyItIsNotOpen() {
    open("/chat/{a}");
    Server second = open("/chat/{b}");
    second.onOpen(e -> recorder.add("open"));
    second.onError(e -> recorder.add(e.data()));

    assertThat(recorder.await(1)).singleElement().asString().contains("/chat/{b}", "/chat/{a}");
    assertThat(second.readyState()).isEqualTo(ReadyState.CLOSED);
    assertThat(application.servers()).hasSize(1);
  }

  @Test
  void waitsForItsHost() {
    Application starting = new Application(getClass().getClassLoader());
    Server server = starting.open(WebSocketServerOptions.of("/chat").serverId("chat").build());
    server.onOpen(e -> recorder.add("open"));
    server.send("nobody");
    assertThat(server.readyState()).isEqualTo(ReadyState.CONNECTING);
    assertThat(server.bufferedAmount()).isZero();

    starting.attach(new InMemoryHost());
    recorder.await(1);

    assertThat(server.readyState()).isEqualTo(ReadyState.OPEN);
    starting.close();
  }

  @Test
  void deliversConnectThenMessagesThenClose() {
    Server server = open("/chat");
    server.onConnect(
        e -> {
          recorder.add("connect " + e.ports().size() + " " + (e.ports().get(0) == e.port()));
          e.port().onMessage(m -> recorder.add("port " + m.text()));
          e.port().onClose(c -> recorder.add("close " + c.code() + c.reason() + c.wasClean()));
        });
    server.onMessage(m -> recorder.add("server " + m.text()));

    ClientPort port = host.connect("/chat", transport);
    port.received(Message.of("1"));
    port.received(Message.of("2"));
    port.closed(4000, "bye");
    port.closed(1000, "");
    port.received(Message.of("late"));

    assertThat(recorder.entries())
        .containsExactly(
            "connect 1 true", "port 1", "server 1", "port 2", "server 2", "close 4000byetrue");
    assertThat(port.readyState()).isEqualTo(ReadyState.CLOSED);
    assertThat(server.ports()).isEmpty();
  }

  @Test
  void holdsMessagesUntilThePortIsStarted() {
    Server server = open("/chat");
    server.onConnect(e -> recorder.add("connect"));
    ClientPort port = host.connect("/chat", transport);
    port.received(Message.of("1"));
    port.received(Message.of("2"));
    port.addEventListener(EventType.MESSAGE, m -> recorder.add(m.text()));
    assertThat(recorder.entries()).containsExactly("connect");

    port.start();

    assertThat(recorder.await(3)).containsExactly("connect", "1", "2");
  }

  @Test
  void settingTheMessageHandlerStartsThePort() {
    Server server = open("/chat");
    server.onConnect(e -> recorder.add("connect"));
    ClientPort port = host.connect("/chat", transport);
    port.received(Message.of("1"));

    port.onMessage(m -> recorder.add(m.text()));

    assertThat(recorder.await(2)).containsExactly("connect", "1");
  }

  @Test
  void messagesWaitWhileConnectIsBeingHandled() throws InterruptedException {
    Server server = open("/chat");
    CountDownLatch handling = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    server.onConnect(
        e -> {
          handling.countDown();
          goOn.await();
          recorder.add("connect");
        });
    server.onMessage(m -> recorder.add(m.text()));
    Admission.Accepted accepted = host.accept("/chat");
    ClientPort port = server.connect(accepted.handshake(), transport, "");
    Thread container = new Thread(port::opened);
    container.start();
    assertThat(handling.await(20, TimeUnit.SECONDS)).isTrue();

    port.received(Message.of("early"));
    assertThat(recorder.entries()).isEmpty();
    goOn.countDown();

    assertThat(recorder.await(2)).containsExactly("connect", "early");
    container.join();
  }

  @Test
  void clientsWaitForTheFirstWhoListens() {
    Server server = open("/chat");
    ClientPort port = host.connect("/chat", transport);
    port.received(Message.of("1"));

    server.onConnect(e -> recorder.add("connect"));
    recorder.await(1);
    server.onMessage(m -> recorder.add(m.text()));

    assertThat(recorder.await(2)).containsExactly("connect", "1");
  }

  @Test
  void aPortThatClosesUnheardStillConnectsAndClosesOnce() {
    Server server = open("/chat");
    ClientPort port = host.connect("/chat", transport);
    port.received(Message.of("held"));
    port.onClose(e -> recorder.add("close " + e.code()));

    port.lost();
    server.onConnect(e -> recorder.add("connect"));

    assertThat(recorder.entries()).containsExactly("close 1006");
    assertThat(port.readyState()).isEqualTo(ReadyState.CLOSED);
  }

  @Test
  void whatAListenerThrowsIsAnErrorOfThePortThenOfTheServer() {
    Server server = open("/chat");
    server.onError(e -> recorder.add("server " + (e.port() != null) + " " + e.cause()));
    server.onConnect(
        e -> {
          throw new IOException("connect");
        });
    server.onMessage(
        e -> {
          if (e.text().equals("bad")) {
            throw new IOException("message");
          }
          recorder.add(e.text());
        });
    ClientPort port = host.connect("/chat", transport);
    port.onError(e -> recorder.add("port " + e.cause()));
    port.received(Message.of("bad"));
    port.received(Message.of("good"));

    assertThat(recorder.entries())
        .containsExactly(
            "server true java.io.IOException: connect",
            "port java.io.IOException: message",
            "good");
    assertThat(port.readyState()).isEqualTo(ReadyState.OPEN);
  }

  @Test
  void anErrorListenerThatThrowsIsNotCalledForItself() {
    Server server = open("/chat");
    server.onError(
        e -> {
          recorder.add("error");
          throw new IOException("again");
        });
    server.onConnect(
        e -> {
          throw new IOException("connect");
        });

    host.connect("/chat", transport);

    assertThat(recorder.entries()).containsExactly("error");
  }

  @Test
  void binaryMessagesAreGivenAsTheirPortWants() {
    Server server = open("/chat");
    server.onConnect(e -> recorder.add(e.port().binaryType().value()));
    server.onMessage(
        e ->
            recorder.add(
                (e.data() instanceof Blob blob ? "blob " + blob.size() : "buffer")
                    + " "
                    + e.bytes().remaining()));
    ClientPort port = host.connect("/chat", transport);
    port.received(Message.of(Blob.of("abc")));
    port.binaryType(BinaryType.ARRAYBUFFER);
    port.received(Message.of(Blob.of("abc")));
    server.binaryType(BinaryType.ARRAYBUFFER);
    host.connect("/chat", transport);

    assertThat(recorder.entries()).containsExactly("blob", "blob 3 3", "buffer 3", "arraybuffer");
  }

  @Test
  void sendReachesAllInTheOrderOfEachPort() {
    Server server = open("/chat");
    InMemoryTransport other = new InMemoryTransport();
    ClientPort port = host.connect("/chat", transport);
    host.connect("/chat", other);

    port.postMessage("one");
    server.send("all");
    port.postMessage(new byte[2]);
    server.send(ByteBuffer.allocate(3));

    assertThat(transport.await(4)).containsExactly("one", "all", "binary 2", "binary 3");
    assertThat(other.await(2)).containsExactly("all", "binary 3");
  }

  @Test
  void aChannelReachesThoseWhoJoined() {
    Server server = open("/chat");
    InMemoryTransport other = new InMemoryTransport();
    ClientPort port = host.connect("/chat", transport);
    ClientPort leaver = host.connect("/chat", other);
    port.join("room");
    port.join("room");
    leaver.join("room");
    server.channel("room").postMessage("both");
    leaver.leave("room");
    server.channel("room").postMessage("one");

    assertThat(transport.await(2)).containsExactly("both", "one");
    assertThat(other.await(1)).containsExactly("both");
    assertThat(server.channel("room").ports()).containsExactly(port);

    port.lost();
    assertThat(server.channel("room").ports()).isEmpty();
    port.join("room");
    assertThat(server.channel("room").ports()).isEmpty();
  }

  @Test
  void aPortIsClosedAfterWhatWasPosted() {
    Server server = open("/chat");
    transport.hold();
    ClientPort port = host.connect("/chat", transport);
    port.onClose(e -> recorder.add(e.code() + " " + e.reason() + " " + e.wasClean()));
    server.send("last");
    port.close(3000, "done");
    assertThat(port.readyState()).isEqualTo(ReadyState.CLOSING);
    assertThat(port.postMessage("more")).isFalse();
    assertThat(port.bufferedAmount()).isEqualTo(8);
    assertThat(transport.await(1)).containsExactly("last");

    transport.release();
    transport.await("close 3000 done");
    port.closed(1000, "whatever the client echoes");

    server.onConnect(e -> {});
    assertThat(recorder.await(1)).containsExactly("3000 done true");
    assertThat(port.bufferedAmount()).isEqualTo(4);
  }

  @Test
  void aTooSlowClientIsClosed() {
    application.open(WebSocketServerOptions.of("/slow").maxBufferedAmount(10).build());
    transport.hold();
    ClientPort port = host.connect("/slow", transport);

    assertThat(port.postMessage("0123456789")).isTrue();
    transport.await("0123456789");
    assertThat(port.postMessage("x")).isFalse();
    assertThat(port.readyState()).isEqualTo(ReadyState.CLOSING);

    assertThat(transport.written()).as("no close inside a message").hasSize(1);
    transport.release();
    transport.await("close 1013 More than 10 bytes wait to be read");
  }

  @Test
  void aTooLargeMessageClosesThePort() {
    Server server = application.open(WebSocketServerOptions.of("/small").maxMessageSize(3).build());
    server.onMessage(e -> recorder.add(e.text()));
    ClientPort port = host.connect("/small", transport);

    port.received(Message.of("€"));
    port.received(Message.of("€!"));
    port.received(Message.of("x"));

    transport.await("close 1009 A message may have 3 bytes at most");
    assertThat(recorder.entries()).containsExactly("€");
  }

  @Test
  void tooManyMessagesThatWaitCloseThePort() {
    Server server =
        application.open(WebSocketServerOptions.of("/busy").maxPendingMessages(2).build());
    server.onConnect(e -> recorder.add("connect"));
    ClientPort port = host.connect("/busy", transport);

    port.received(Message.of("1"));
    port.received(Message.of("2"));
    assertThat(port.readyState()).isEqualTo(ReadyState.OPEN);
    port.received(Message.of("3"));

    transport.await("close 1008 Too many messages wait to be handled");
  }

  @Test
  void aFailedWriteIsTheEndOfThePort() {
    Server server = open("/chat");
    server.onConnect(e -> e.port().onClose(c -> recorder.add(c.code() + " " + c.wasClean())));
    transport.hold();
    ClientPort port = host.connect("/chat", transport);
    port.postMessage("x");
    transport.await("x");

    transport.fail(new IOException("reset"));

    assertThat(recorder.await(1)).containsExactly("1006 false");
    transport.await("drop");
    assertThat(server.ports()).isEmpty();
  }

  @Test
  void closesAfterTheLastOfItsPorts() {
    Server server = open("/chat");
    server.onConnect(e -> e.port().onClose(c -> recorder.add("port " + c.code())));
    server.onClose(e -> recorder.add("server " + (e.port() == null)));
    ClientPort port = host.connect("/chat", transport);

    server.close();
    server.close();
    assertThat(server.readyState()).isEqualTo(ReadyState.CLOSING);
    assertThat(host.routes.isEmpty()).isTrue();
    server.send("nobody");
    assertThat(server.bufferedAmount()).isEqualTo(6);
    transport.await("close 1001");
    port.closed(1001, "");

    assertThat(recorder.await(2)).containsExactly("port 1001", "server true");
    assertThat(server.readyState()).isEqualTo(ReadyState.CLOSED);
    assertThat(server.bufferedAmount()).isEqualTo(6);
  }

  @Test
  void isListedUntilItIsClosed() {
    Server server = open("/chat");
    server.onMessage(e -> recorder.add("message"));
    ClientPort port = host.connect("/chat", transport);

    server.close();
    assertThat(server.readyState()).isEqualTo(ReadyState.CLOSING);
    assertThat(application.servers()).containsExactly(server);

    port.closed(1001, "");
    assertThat(server.readyState()).isEqualTo(ReadyState.CLOSED);
    assertThat(application.servers()).isEmpty();
  }

  @Test
  void aClientThatComesTooLateIsSentAway() {
    Server server = open("/chat");
    server.onConnect(e -> recorder.add("connect"));
    Admission.Accepted accepted = host.accept("/chat");
    server.close();

    assertThat(server.connect(accepted.handshake(), transport, "")).isNull();
    transport.await("close 1001");
    assertThat(recorder.entries()).isEmpty();
  }

  @Test
  void oneIdIsOneServer() {
    Server server = application.open(WebSocketServerOptions.of("/a").serverId("id").build());

    assertThat(application.open(WebSocketServerOptions.of("/a").serverId("id").build()))
        .isSameAs(server);
    assertThatThrownBy(
            () -> application.open(WebSocketServerOptions.of("/b").serverId("id").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"id\"", "\"/a\"", "\"/b\"");
    assertThatThrownBy(
            () ->
                application.open(
                    WebSocketServerOptions.of("/a").serverId("id").protocol("p").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"p\"");

    server.close();
    assertThat(application.open(WebSocketServerOptions.of("/b").serverId("id").build()))
        .isNotSameAs(server);
  }

  @Test
  void anApplicationThatStopsClosesEverything() {
    Server server = open("/chat");
    server.onConnect(e -> e.port().onClose(c -> recorder.add("port " + c.code())));
    server.onClose(e -> recorder.add("server"));
    // This client never answers the close frame.
    host.connect("/chat", transport);

    application.close();

    assertThat(recorder.entries()).containsExactly("port 1006", "server");
    assertThat(transport.written()).contains("close 1001");
    assertThatThrownBy(() -> open("/late")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Timeout(30)
  void whoStopsAnApplicationSecondWaitsForTheFirst() throws InterruptedException {
    Thread first = new Thread(application::close);
    Thread second =
        new Thread(
            () -> {
              application.close();
              recorder.add("second returns");
            });
    open("/chat")
        .onClose(
            event -> {
              second.start();
              // It waits, as it should, or has returned, as it should not.
              while (second.getState() != Thread.State.TIMED_WAITING
                  && second.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
              }
              recorder.add("closed");
            });

    first.start();
    first.join();
    second.join();

    assertThat(recorder.entries()).containsExactly("closed", "second returns");
  }

  private Server open(String url) {
    return application.open(WebSocketServerOptions.of(url).build());
  }
}
