package org.jseverywhere.websocket.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  @TempDir Path directory;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = new Ledger(directory.resolve("results.jsonl"));
  }

  @Test
  void whatWasMeasuredBeforeIsReadBack() throws IOException {
    List<Result> first = List.of(result("echo-64-1", "ours", 0, "1.5"));
    ledger.record(first);
    List<Result> second = List.of(result("broadcast-10", "ours", 2, "7"));
    assertThat(ledger.record(second)).hasSize(2);
    Result old = ledger.record(List.of()).get(0);
    assertThat(old.subject()).isEqualTo("ours");
    assertThat(old.round()).isZero();
    assertThat(old.number("rate")).isEqualTo(1.5);
    assertThat(old.facts()).isEqualTo("Tyrus, today; 2 cores");
  }

  @Test
  void aNewRunOfAWorkTakesThePlaceOfAllOfTheOldOne() throws IOException {
    ledger.record(List.of(result("echo-64-1", "ours", 0, "1"), result("echo-64-1", "raw", 0, "2")));
    List<Result> all = ledger.record(List.of(result("echo-64-1", "ours", 0, "3")));
    assertThat(all).singleElement().extracting(result -> result.number("rate")).isEqualTo(3.0);
  }

  private static Result result(String workload, String subject, int round, String rate) {
    return new Result(
        Container.TYRUS,
        Workload.of(workload),
        subject,
        round,
        Map.of("rate", rate, "facts", "Tyrus, today; 2 cores"));
  }
}
