package org.jseverywhere.websocket.tck.micro;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jseverywhere.websocket.tck.Rule;
import org.jseverywhere.websocket.tck.TckUser;
import org.jseverywhere.websocket.tck.embedded.ToldContainer;

/** Payara Micro, started by a program as it is meant to be. */
public final class MicroContainer extends ToldContainer {

  /** What the manifest of Payara Micro opens, which counts only for {@code java -jar}. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/jdk.internal.loader",
          "java.base/sun.net.www.protocol.jar",
          "java.base/sun.net.www.protocol.jrt",
          "java.base/sun.nio.ch",
          "java.logging/java.util.logging",
          "java.management/javax.management",
          "java.management/javax.management.openmbean",
          "java.management/sun.management",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport",
          "jdk.management/com.sun.management.internal");

  /** Takes the jar that the build has fetched. */
  public MicroContainer() {}

  @Override
  public Map<Rule, String> beyondReach() {
    return Map.of(
        Rule.MSG_17,
        "its WebSocket container (Tyrus) takes frames of clients without a mask",
        Rule.CLOSE_7,
        "its WebSocket container tells a close frame without a code as 1000, \"Normal closure.\"");
  }

  /** Exceptions that are made once, as in Payara Server. */
  @Override
  public Set<String> knownHolders() {
    return Set.of(
        "org.glassfish.grizzly.CloseReason#LOCALLY_CLOSED",
        "org.glassfish.grizzly.CloseReason#REMOTELY_CLOSED");
  }

  @Override
  protected List<String> configure(Path instance) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Xmx512m");
    for (String closed : OPENED) {
      command.add("--add-opens=" + closed + "=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("tck.micro.classes") + File.pathSeparator + home().resolve("*"));
    command.add(MicroServer.class.getName());
    command.add(Integer.toString(httpPort()));
    command.add(Integer.toString(controlPort()));
    command.add(Files.createDirectory(instance.resolve("micro")).toString());
    for (TckUser user : TckUser.values()) {
      Path password = instance.resolve(user.userName());
      Files.writeString(password, "AS_ADMIN_USERPASSWORD=" + user.password() + "\n");
      command.add(password.toString());
      command.add(user.userName());
      command.add(String.join(":", user.roles()));
    }
    return command;
  }

  @Override
  protected String refusal(String told, String logged) {
    return logged;
  }
}
