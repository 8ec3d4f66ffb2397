package org.jseverywhere.websocket.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CellsTest {

  @Test
  @DisplayName("a ratio is the median of those of the rounds, not one of two medians")
  void ratioOfEachRound() {
    Cells cells = new Cells(List.of(round(1, 200, 220), round(2, 100, 140), round(3, 150, 160)));
    assertThat(cells.harmed("ours", "rate")).isEqualTo(200.0 / 220);
    assertThat(cells.median("ours", "rate") / cells.median("ours", "clean_rate"))
        .isNotEqualTo(200.0 / 220);
  }

  private static Result round(int number, int rate, int cleanRate) {
    return new Result(
        Container.TYRUS,
        Workload.of("stalled-5"),
        "ours",
        number,
        Map.of("rate", Integer.toString(rate), "clean_rate", Integer.toString(cleanRate)));
  }
}
