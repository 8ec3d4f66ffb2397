package org.jseverywhere.websocket.tck.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jseverywhere.websocket.tck.Rule;

/**
 * The embedded server in a process of its own, as the others are: so its end by SIGTERM is a real
 * one, and its class path has nothing of the TCK.
 */
public final class EmbeddedContainer extends ToldContainer {

  /** Takes the jars that the build has put together. */
  public EmbeddedContainer() {}

  @Override
  public Map<Rule, String> beyondReach() {
    Map<Rule, String> reasons = new EnumMap<>(Rule.class);
    for (Rule rule :
        List.of(
            Rule.USER_1,
            Rule.USER_4,
            Rule.USER_5,
            Rule.USER_6,
            Rule.USER_7,
            Rule.RATE_3,
            Rule.DRAIN_6)) {
      reasons.put(rule, "it is no servlet container: it has no users and no HTTP sessions");
    }
    return reasons;
  }

  @Override
  protected List<String> configure(Path instance) {
    String classes = System.getProperty("tck.embedded.classes", "");
    return List.of(
        java(),
        "-Xmx512m",
        "-cp",
        classes + File.pathSeparator + home().resolve("*"),
        DeploymentServer.class.getName(),
        Integer.toString(httpPort()),
        Integer.toString(controlPort()));
  }
}
