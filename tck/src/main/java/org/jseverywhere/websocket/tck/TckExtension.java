package org.jseverywhere.websocket.tck;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jseverywhere.websocket.tck.Report.Result;
import org.jseverywhere.websocket.tck.driver.Stage;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Boots the target once for all suites, gives each test its stage, clears it afterwards, and keeps
 * the report.
 */
final class TckExtension
    implements ParameterResolver, BeforeEachCallback, AfterEachCallback, TestWatcher {

  private static final Namespace SHARED = Namespace.create(TckExtension.class);

  private static final AtomicInteger STAGES = new AtomicInteger();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == Stage.class || type == Target.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Target target = booted(test).target();
    if (parameter.getParameter().getType() == Target.class) {
      return target;
    }
    String scenario = test.getRequiredTestClass().getSimpleName() + "-" + STAGES.incrementAndGet();
    Stage stage = new Stage(target.application(), scenario);
    own(test).put(Stage.class, stage);
    return stage;
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    Verifies verifies = test.getRequiredTestMethod().getAnnotation(Verifies.class);
    Target target = booted(test).found();
    if (verifies != null && target != null) {
      String reason = target.beyondReach(verifies.value());
      if (reason != null) {
        throw new TestAbortedException(reason);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Stage stage = own(test).remove(Stage.class, Stage.class);
    if (stage != null) {
      stage.close();
    }
  }

  @Override
  public void testSuccessful(ExtensionContext test) {
    report(test, Result.PASSED, "");
  }

  @Override
  public void testFailed(ExtensionContext test, Throwable cause) {
    report(test, Result.FAILED, String.valueOf(cause.getMessage()));
  }

  @Override
  public void testAborted(ExtensionContext test, Throwable cause) {
    report(test, Result.SKIPPED, String.valueOf(cause.getMessage()));
  }

  @Override
  public void testDisabled(ExtensionContext test, Optional<String> reason) {
    report(test, Result.SKIPPED, reason.orElse(""));
  }

  private static void report(ExtensionContext test, Result result, String message) {
    List<Rule> rules =
        test.getTestMethod()
            .map(method -> method.getAnnotation(Verifies.class))
            .map(verifies -> List.of(verifies.value()))
            .orElse(List.of());
    String name = test.getRequiredTestClass().getSimpleName() + ": " + test.getDisplayName();
    booted(test).report().add(new Report.Test(name, rules, result, message));
  }

  private static ExtensionContext.Store own(ExtensionContext test) {
    return test.getStore(Namespace.create(TckExtension.class, test.getUniqueId()));
  }

  private static Booted booted(ExtensionContext test) {
    return test.getRoot()
        .getStore(SHARED)
        .getOrComputeIfAbsent(Booted.class, unused -> Booted.boot(), Booted.class);
  }
}
