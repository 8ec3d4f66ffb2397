package org.jseverywhere.websocket.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link URI} of the examples: one running WAR for all of them, or, with {@code
 * -Dexamples.url=http://…/}, wherever they are deployed.
 */
public final class ServedWar implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ServedWar.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == URI.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    String deployed = System.getProperty("examples.url", "");
    if (!deployed.isEmpty()) {
      return URI.create(deployed);
    }
    RunningWar war =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(RunningWar.class, key -> start(), RunningWar.class);
    try {
      return war.root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunningWar start() {
    try {
      return RunningWar.start("--port", "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
