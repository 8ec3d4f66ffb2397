package org.jseverywhere.websocket.tck;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jseverywhere.websocket.tck.driver.Application;
import org.jseverywhere.websocket.tck.driver.Stage;

/**
 * The fixture deployed once more, beside the shared one, for a test that needs an application of
 * its own or undeploys one. Closing it ends its stages and undeploys it.
 *
 * <p>Threads: the test's.
 */
public final class Neighbour implements AutoCloseable {

  private final TckContainer container;
  private final String contextName;
  private final Application application;
  private final List<Stage> stages = new ArrayList<>();
  private boolean deployed = true;

  Neighbour(TckContainer container, String contextName, Application application) {
    this.container = container;
    this.contextName = contextName;
    this.application = application;
  }

  /**
   * A stage in this application.
   *
   * @param scenario a name that no other stage of this application has
   * @return the stage, closed with this neighbour
   */
  public Stage stage(String scenario) {
    Stage stage = new Stage(application, scenario);
    stages.add(stage);
    return stage;
  }

  /**
   * Undeploys it. Its clients stay with their stages, to be asked what they received.
   *
   * @throws Exception if the server did not do it
   */
  public void undeploy() throws Exception {
    deployed = false;
    stages.forEach(Stage::applicationIsGone);
    container.undeploy(contextName);
  }

  @Override
  public void close() throws IOException {
    try {
      stages.forEach(Stage::close);
    } finally {
      if (deployed) {
        undeployLast();
      }
    }
  }

  private void undeployLast() throws IOException {
    try {
      undeploy();
    } catch (Exception e) {
      throw new IOException("/" + contextName + " could not be undeployed", e);
    }
  }
}
