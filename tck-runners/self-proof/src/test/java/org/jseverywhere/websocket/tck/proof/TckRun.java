package org.jseverywhere.websocket.tck.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.Verifies;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What the tests of some rules said, on whatever the system properties choose.
 *
 * @param passed how many passed
 * @param failures what the others said, a line each
 */
record TckRun(int passed, List<String> failures) {

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** Runs them in this process. */
  static TckRun here(Set<Rule> rules) {
    LauncherDiscoveryRequest tests =
        request()
            .selectors(
                selectPackage("org.jseverywhere.websocket.tck.suite"),
                selectPackage("org.jseverywhere.websocket.tck.embedded"))
            .filters(
                includeClassNamePatterns(".*Tck"),
                (PostDiscoveryFilter) test -> FilterResult.includedIf(verifies(test, rules)))
            .build();
    Listener listener = new Listener();
    LauncherFactory.create().execute(tests, listener);
    return new TckRun(listener.passed, List.copyOf(listener.failures));
  }

  private static boolean verifies(TestDescriptor test, Set<Rule> rules) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod())
        .map(method -> verifies(method, rules))
        .orElse(false);
  }

  private static boolean verifies(Method method, Set<Rule> rules) {
    Verifies verifies = method.getAnnotation(Verifies.class);
    return verifies != null && Arrays.stream(verifies.value()).anyMatch(rules::contains);
  }

  private static final class Listener implements TestExecutionListener {

    private final List<String> failures = new ArrayList<>();
    private int passed;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        String text = result.getThrowable().map(Throwable::getMessage).orElse("");
        failures.add(
            WHITE_SPACE.matcher(test.getDisplayName() + ": " + text).replaceAll(" ").strip());
      } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
        passed++;
      }
    }
  }

  /** Runs them in a process of their own, which has these jars before all others. */
  static TckRun inProcess(Path jars, Set<Rule> rules) throws IOException, InterruptedException {
    Path result = Files.createTempFile("tck", ".txt");
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      System.getProperties()
          .forEach(
              (name, value) -> {
                if (name.toString().startsWith("tck.")) {
                  command.add("-D" + name + "=" + value);
                }
              });
      command.add("-cp");
      command.add(jars.resolve("*") + File.pathSeparator + System.getProperty("java.class.path"));
      command.add(TckRun.class.getName());
      command.add(result.toString());
      rules.forEach(rule -> command.add(rule.name()));
      Process process = new ProcessBuilder(command).inheritIO().start();
      int status = process.waitFor();
      List<String> lines = Files.readAllLines(result, UTF_8);
      if (status != 0 || lines.isEmpty()) {
        throw new IOException("The process of the tests ended with " + status);
      }
      return new TckRun(Integer.parseInt(lines.get(0)), lines.subList(1, lines.size()));
    } finally {
      Files.delete(result);
    }
  }

  /**
   * That process.
   *
   * @param arguments the file to write to, and the rules
   * @throws IOException if it cannot be written
   */
  public static void main(String... arguments) throws IOException {
    TckRun run =
        here(Arrays.stream(arguments).skip(1).map(Rule::valueOf).collect(Collectors.toSet()));
    List<String> lines = new ArrayList<>();
    lines.add(Integer.toString(run.passed()));
    lines.addAll(run.failures());
    Files.write(Path.of(arguments[0]), lines, UTF_8);
    // Whatever a broken implementation has left running.
    System.exit(0);
  }
}
