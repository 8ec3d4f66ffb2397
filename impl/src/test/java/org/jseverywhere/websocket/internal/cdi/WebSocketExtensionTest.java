package org.jseverywhere.websocket.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jseverywhere.websocket.BufferedAmountLowEvent;
import org.jseverywhere.websocket.EventType;
import org.jseverywhere.websocket.MessageEvent;
import org.jseverywhere.websocket.OpenEvent;
import org.jseverywhere.websocket.OverflowPolicy;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.WebSocketServer;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.jseverywhere.websocket.inject.ServerId;
import org.jseverywhere.websocket.inject.WebSocketServerDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebSocketExtensionTest {

  @Test
  void aCheckedExceptionOfAnObserverArrivesAsItWasThrown() {
    try (WeldContainer container = start(Failing.class)) {
      CdiObservers observers = new CdiObservers(container.getBeanManager(), List.of());
      OpenEvent event = new Opened(WebSocketServer.open("/extension-test"));

      assertThatThrownBy(() -> observers.fire(event))
          .isInstanceOf(IOException.class)
          .hasMessage("deliberate");
    }
  }

  @Test
  void anObserverOfAnUnknownIdIsReportedWithItsMethod() {
    assertThatThrownBy(() -> start(ObserverOfUnknownId.class).close())
        .hasMessageContaining(ObserverOfUnknownId.class.getName() + ".received")
        .hasMessageContaining("\"nobody\"");
  }

  @Test
  void anObserverOfWhatIsToldToPortsOnlyIsReported() {
    assertThatThrownBy(() -> start(ObserverOfLowWater.class).close())
        .hasMessageContaining(ObserverOfLowWater.class.getName() + ".low")
        .hasMessageContaining("Port.onBufferedAmountLow");
  }

  @Test
  void aTimeoutThatIsNoneIsReportedWithItsValue() {
    assertThatThrownBy(() -> start(TimeoutInSeconds.class).close())
        .hasMessageContaining("stallTimeout is \"10 s\"")
        .hasMessageContaining("PT10S")
        .hasMessageContaining("overflowTimeout is \"PT2H\"");
  }

  @Test
  void whatADefinitionSaysOfSlowClientsHolds() {
    try (WeldContainer container = start(Slow.class)) {
      WebSocketServerOptions options =
          container.select(WebSocketServer.class, ServerId.Literal.of("slow")).get().options();

      assertThat(options.overflowPolicy()).isEqualTo(OverflowPolicy.CONFLATE);
      assertThat(options.overflowTimeout()).isEqualTo(Duration.ofMillis(500));
      assertThat(options.stallTimeout()).isEqualTo(Duration.ofSeconds(30));
    }
  }

  private static WeldContainer start(Class<?> bean) {
    return new Weld()
        .disableDiscovery()
        .addExtension(new WebSocketExtension())
        .addBeanClass(bean)
        .initialize();
  }

  record Opened(WebSocketServer server) implements OpenEvent {

    @Override
    public EventType<OpenEvent> type() {
      return EventType.OPEN;
    }

    @Override
    public @Nullable Port port() {
      return null;
    }
  }

  @Dependent
  static class Failing {

    void opened(@Observes OpenEvent event) throws IOException {
      throw new IOException("deliberate");
    }
  }

  @Dependent
  static class ObserverOfUnknownId {

    void received(@Observes @ServerId("nobody") MessageEvent event) {
      throw new AssertionError(event);
    }
  }

  @Dependent
  static class ObserverOfLowWater {

    void low(@Observes BufferedAmountLowEvent event) {
      throw new AssertionError(event);
    }
  }

  @Dependent
  @WebSocketServerDefinition(url = "/wrong-1", serverId = "wrong-1", stallTimeout = "10 s")
  @WebSocketServerDefinition(url = "/wrong-2", serverId = "wrong-2", overflowTimeout = "PT2H")
  static class TimeoutInSeconds {}

  @Dependent
  @WebSocketServerDefinition(
      url = "/slow",
      serverId = "slow",
      overflowPolicy = OverflowPolicy.CONFLATE,
      overflowTimeout = "PT0.5S",
      stallTimeout = "PT30S")
  static class Slow {}
}
