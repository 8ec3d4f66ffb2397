package org.jseverywhere.websocket.tck.process;

import java.nio.file.Path;
import org.jseverywhere.websocket.tck.TckContainer;
import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * Deploys the WAR of the examples, as it is packaged, to the container under test, and runs there
 * the tests that the module of the examples runs on the embedded server.
 *
 * <p>Needs the tests of that module on the class path, and the system property {@code examples.war}
 * that names the WAR. It is for the runners of this project and no part of the TCK, so its name
 * does not end as those of tests that are found by themselves.
 */
@Suite
@SelectClasses(
    names = {
      "org.jseverywhere.websocket.examples.PagesIT",
      "org.jseverywhere.websocket.examples.broadcast.BroadcastIT",
      "org.jseverywhere.websocket.examples.chat.ChatIT",
      "org.jseverywhere.websocket.examples.dashboard.DashboardIT",
      "org.jseverywhere.websocket.examples.echo.EchoIT"
    })
public final class ExamplesSuite {

  /** Where those tests look for the examples; without it they would start a server of their own. */
  private static final String URL_PROPERTY = "examples.url";

  private static final TckContainer CONTAINER = TckContainer.find();

  private ExamplesSuite() {}

  @BeforeSuite
  static void deploy() throws Exception {
    CONTAINER.start();
    Path war = Path.of(System.getProperty("examples.war"));
    System.setProperty(URL_PROPERTY, CONTAINER.deploy("examples", war).toString());
  }

  @AfterSuite
  static void close() throws Exception {
    System.clearProperty(URL_PROPERTY);
    CONTAINER.close();
  }
}
