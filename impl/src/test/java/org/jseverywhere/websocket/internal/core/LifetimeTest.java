package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no client can see of it: what a port that has ended leaves behind. */
class LifetimeTest {

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final WebSocketServerOptions options = WebSocketServerOptions.of("/life").build();

  @BeforeEach
  void attach() {
    application.attach(host);
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void aTimerOfAClientThatIsThereIsArmed() {
    Lifetime lifetime = new Lifetime(port());

    lifetime.begin();

    assertThat(application.ticker().cancel(lifetime)).isTrue();
  }

  @Test
  void aTimerThatIsArmedAsItsClientEndsDoesNotKeepThePort() {
    ClientPort port = port();
    Lifetime lifetime = new Lifetime(port);
    port.lost();
    lifetime.end();

    lifetime.begin();

    assertThat(application.ticker().cancel(lifetime)).isFalse();
  }

  @Test
  void thoseWhoFellSilentTogetherAreNotLookedAtTogetherAndNotTooSoon() {
    List<Long> times = Stream.generate(() -> Lifetime.later(1_000_000)).limit(100).toList();

    assertThat(times).allSatisfy(time -> assertThat(time).isBetween(1_000_000L, 1_250_000L));
    assertThat(Set.copyOf(times)).hasSizeGreaterThan(50);
  }

  private ClientPort port() {
    application.open(options);
    return host.connect("/life", new InMemoryTransport());
  }
}
