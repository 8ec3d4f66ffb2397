package org.jseverywhere.websocket.tck;

/**
 * A container refused a web application. The message holds the reason in the server's own words.
 */
public final class DeploymentFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says which application was refused where, and why.
   *
   * @param container the {@linkplain TckContainer#name() name} of the container
   * @param contextName the context path without its slash
   * @param reason the server's own text, with the messages of all causes it gave
   */
  public DeploymentFailure(String container, String contextName, String reason) {
    super("%s refused to deploy /%s: %s".formatted(container, contextName, reason));
  }
}
