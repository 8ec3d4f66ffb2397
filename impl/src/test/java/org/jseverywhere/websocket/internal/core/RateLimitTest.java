package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Of another sign than later times, as the clock may be. */
  private static final long BEGIN = -10;

  private final RateLimit limit = new RateLimit(10, BEGIN);

  @Test
  void aSecondsWorthPassesAtOnceAndNoMore() {
    for (int i = 0; i < 10; i++) {
      assertThat(limit.take(1, BEGIN)).isTrue();
    }
    assertThat(limit.take(1, BEGIN)).isFalse();
  }

  @Test
  void whatWasRefusedDoesNotCount() {
    assertThat(limit.take(10, BEGIN)).isTrue();
    assertThat(limit.take(1, BEGIN)).isFalse();
    assertThat(limit.take(1, BEGIN + SECOND / 10 - 1)).isFalse();
    assertThat(limit.take(1, BEGIN + SECOND / 10)).isTrue();
    assertThat(limit.take(1, BEGIN + SECOND / 10)).isFalse();
  }

  @Test
  void anIdleTimeSavesNoMoreThanASecondsWorth() {
    assertThat(limit.take(10, BEGIN + 100 * SECOND)).isTrue();
    assertThat(limit.take(1, BEGIN + 100 * SECOND)).isFalse();
  }

  @Test
  void moreThanASecondsWorthPassesIfNothingCameBeforeAndTakesItsTime() {
    assertThat(limit.take(50, BEGIN)).isTrue();
    assertThat(limit.take(1, BEGIN + 4 * SECOND)).isFalse();
    assertThat(limit.isEmpty(BEGIN + 5 * SECOND - 1)).isFalse();
    assertThat(limit.isEmpty(BEGIN + 5 * SECOND)).isTrue();
    assertThat(limit.take(50, BEGIN + 5 * SECOND)).isTrue();
  }

  @Test
  void aSecondCanBeTaken() {
    limit.exhaust(BEGIN);
    assertThat(limit.take(1, BEGIN + SECOND + SECOND / 10 - 1)).isFalse();
    assertThat(limit.take(1, BEGIN + SECOND + SECOND / 10)).isTrue();
  }

  @Test
  void whatIsTakenAlreadyIsNotGivenBack() {
    assertThat(limit.take(50, BEGIN)).isTrue();
    limit.exhaust(BEGIN);
    assertThat(limit.take(1, BEGIN + 4 * SECOND)).isFalse();
  }

  @Test
  void addressesThatWereQuietAreForgotten() {
    AddressRates rates = new AddressRates(1_000_000_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(rates.take("address " + i)).isTrue();
    }
    assertThat(rates.size()).isLessThan(10_000);
  }
}
