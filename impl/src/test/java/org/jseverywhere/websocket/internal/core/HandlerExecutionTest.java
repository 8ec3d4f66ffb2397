package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jseverywhere.websocket.HandlerExecution;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which thread calls a handler, when a thread without the application's context has read. */
class HandlerExecutionTest {

  private final ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
  private final ClassLoader foreign = new ClassLoader(getClass().getClassLoader()) {};
  private final Thread reader = Thread.currentThread();
  private final ClassLoader before = reader.getContextClassLoader();
  private final Application application = new Application(loader);
  private final InMemoryHost host = new InMemoryHost();
  private final ThreadLocal<String> names = new ThreadLocal<>();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  private record Call(Thread thread, ClassLoader loader, String names) {}

  @BeforeEach
  void attach() {
    application.attach(host);
  }

  @AfterEach
  void close() {
    reader.setContextClassLoader(before);
    application.servers().forEach(server -> ((Server) server).abandonPorts());
    application.close();
  }

  private ClientPort connect(HandlerExecution execution) {
    Server server =
        application.open(WebSocketServerOptions.of("/chat").handlerExecution(execution).build());
    server.onMessage(
        event ->
            calls.add(
                new Call(
                    Thread.currentThread(),
                    Thread.currentThread().getContextClassLoader(),
                    names.get())));
    // Its connect event is over when this returns.
    reader.setContextClassLoader(loader);
    ClientPort port = host.connect("/chat", new InMemoryTransport());
    reader.setContextClassLoader(foreign);
    return port;
  }

  @Test
  void oneThatNeverWaitsIsCalledByTheReaderWithTheContext() {
    ClientPort port = connect(HandlerExecution.NON_BLOCKING);
    application.context(
        call -> {
          names.set("java:app");
          try {
            call.run();
          } finally {
            names.remove();
          }
        });
    port.received(Message.of("x"));
    assertThat(calls).containsExactly(new Call(reader, loader, "java:app"));
    assertThat(reader.getContextClassLoader()).isSameAs(foreign);
    assertThat(names.get()).isNull();
  }

  @Test
  void oneThatMayWaitIsCalledByAnotherThread() throws InterruptedException {
    connect(HandlerExecution.BLOCKING).received(Message.of("x"));
    Call call = calls.poll(20, TimeUnit.SECONDS);
    assertThat(call.thread()).isNotSameAs(reader);
    assertThat(call.loader()).isSameAs(loader);
  }
}
