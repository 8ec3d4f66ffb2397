package org.jseverywhere.websocket.tck;

import java.io.IOException;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * The target of this run with its report, or why there is none: a server that does not start is not
 * started again for each test.
 */
record Booted(@Nullable Target found, @Nullable Throwable failure, Report report)
    implements AutoCloseable {

  static Booted boot() {
    try {
      Target target = Target.find();
      return new Booted(target, null, new Report(target.name()));
    } catch (Exception | ServiceConfigurationError e) {
      return new Booted(null, e, new Report("no target"));
    }
  }

  Target target() {
    if (found == null) {
      throw new IllegalStateException("The target did not start: " + failure, failure);
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    report.write();
    if (found != null) {
      found.close();
    }
  }
}
