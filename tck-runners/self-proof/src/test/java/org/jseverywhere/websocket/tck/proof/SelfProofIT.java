package org.jseverywhere.websocket.tck.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.RuleText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The TCK finds each fault that there is: a check that never failed is no check. {@code
 * -Dproof.rules=WSS-URL-1,WSS-CLOSE} takes the faults of these rules and chapters only.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelfProofIT {

  private static final Path WORK = ProofTarget.directory("proof.work");
  private static final ProofPage PAGE = new ProofPage();

  private final BrokenImplementation implementation =
      new BrokenImplementation(ProofTarget.directory("proof.sources").toAbsolutePath().normalize());

  private static List<Fault> faults() throws IOException {
    return Fault.readAll(Path.of("src/test/faults"));
  }

  private static List<Fault> chosen() throws IOException {
    List<String> wanted = List.of(System.getProperty("proof.rules", "WSS").split(",", -1));
    return faults().stream()
        .filter(
            fault -> wanted.stream().anyMatch(id -> (fault.rule().id() + "-").startsWith(id + "-")))
        .toList();
  }

  @Test
  @Order(1)
  @DisplayName("every rule that MUST be kept and can be tested has a fault")
  void everyRuleIsBroken() throws IOException {
    Set<Rule> unbroken =
        Arrays.stream(Rule.values())
            .filter(rule -> rule.text().strength() == RuleText.Strength.MUST)
            .filter(rule -> !rule.text().untestable())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
    faults().forEach(fault -> unbroken.remove(fault.rule()));
    assertThat(unbroken).as("rules without a fault").isEmpty();
  }

  @Test
  @Order(1)
  @DisplayName("every fault fits the sources as they are")
  void everyFaultFits() throws IOException {
    List<String> misfits = new ArrayList<>();
    for (Fault fault : faults()) {
      try {
        implementation.changed(fault);
      } catch (IOException e) {
        misfits.add(fault.rule().id() + ": " + e.getMessage());
      }
    }
    assertThat(misfits).isEmpty();
  }

  @TestFactory
  @Order(2)
  @DisplayName("the same tests pass on the implementation as it is")
  Stream<DynamicTest> intact() throws IOException {
    List<Fault> faults = chosen();
    return Arrays.stream(ProofTarget.values())
        .filter(target -> faults.stream().anyMatch(fault -> fault.target() == target))
        .map(
            target ->
                DynamicTest.dynamicTest(
                    target.title(),
                    () -> {
                      Set<Rule> rules =
                          faults.stream()
                              .filter(fault -> fault.target() == target)
                              .map(Fault::rule)
                              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
                      Path report = WORK.resolve("intact-" + target.title());
                      assertThat(target.run(target.jars(), rules, report).failures()).isEmpty();
                    }));
  }

  @TestFactory
  @Order(3)
  @DisplayName("a test of the rule fails on an implementation that breaks it")
  Stream<DynamicTest> broken() throws IOException {
    return chosen().stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.rule().id() + ": " + fault.wrong(), () -> isNoticed(fault)));
  }

  private void isNoticed(Fault fault) throws IOException, InterruptedException {
    Path broken = WORK.resolve(fault.rule().id());
    try {
      Path jars = broken.resolve("jars");
      implementation.make(fault, fault.target().jars(), jars);
      TckRun run = fault.target().run(jars, EnumSet.of(fault.rule()), broken);
      PAGE.add(fault, run);
      assumeFalse(
          needsClients(fault.rule()) && run.passed() == 0 && run.failures().isEmpty(),
          "None of the clients of others is installed, or told of: see docs/howto/run-the-tck.md");
      assertThat(run.failures())
          .as("what the tests of %s say; %d passed", fault.rule().id(), run.passed())
          .isNotEmpty()
          // Then it is no implementation at all, and it is not the rule that was noticed.
          .noneMatch(failure -> failure.contains("The target did not start"));
    } finally {
      delete(broken);
    }
  }

  private static boolean needsClients(Rule rule) {
    return rule.id().startsWith("WSS-PEER-");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @AfterAll
  static void write() throws IOException {
    PAGE.write(WORK.resolve("self-proof.md"));
  }
}
