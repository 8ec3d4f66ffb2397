package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private static final int LIMIT = 4;

  private final List<String> seen = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Intake intake = intake(LIMIT);

  @Test
  void itPausesAtTheLimitAndResumesAtHalf() {
    arrive(1, LIMIT - 1);
    assertThat(seen).isEmpty();
    arrive(LIMIT, LIMIT + 2);
    assertThat(seen).containsExactly("pause");

    tasks.remove().run();

    assertThat(seen).containsExactly("pause", "1", "2", "3", "resume", "4", "5", "6");
    assertThat(tasks).isEmpty();
  }

  @Test
  void whatArrivesWhileOneIsHandledComesAfterIt() {
    intake.take(
        () -> {
          arrive(1, LIMIT);
          seen.add("first");
        });

    tasks.remove().run();

    assertThat(seen).containsExactly("pause", "first", "1", "resume", "2", "3", "4");
    assertThat(tasks).isEmpty();
  }

  @Test
  void aLimitOfOneIsOneThatWaits() {
    Intake single = intake(1);
    single.take(() -> seen.add("1"));
    tasks.remove().run();
    assertThat(seen).containsExactly("pause", "resume", "1");
  }

  private void arrive(int first, int last) {
    IntStream.rangeClosed(first, last)
        .forEach(number -> intake.take(() -> seen.add(Integer.toString(number))));
  }

  private Intake intake(int limit) {
    return new Intake(new Switches(seen), limit, tasks::add);
  }
}
