package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.jseverywhere.websocket.WebSocketServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no client can see: whom a session keeps, and the moments in which both end. */
class SessionBondTest {

  private final Application application = new Application(getClass().getClassLoader());
  private final InMemoryHost host = new InMemoryHost();
  private final SessionBond bond = new SessionBond();

  @BeforeEach
  void attach() {
    application.attach(host);
    application.open(WebSocketServerOptions.of("/bond").build());
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void aSessionThatEndsTakesItsClientsWithIt() {
    ClientPort port = host.connect("/bond", new InMemoryTransport());
    bond.bind(port);
    assertThat(bond.isEmpty()).isFalse();

    bond.end();

    assertThat(port.isEnding()).isTrue();
  }

  @Test
  void aClientThatComesAsItsSessionEndsGoes() {
    ClientPort port = host.connect("/bond", new InMemoryTransport());
    bond.end();

    bond.bind(port);

    assertThat(port.isEnding()).isTrue();
  }

  @Test
  void aClientThatIsGoneBeforeItIsBoundIsNotKept() {
    ClientPort port = host.connect("/bond", new InMemoryTransport());
    port.lost();
    bond.release(port);

    bond.bind(port);

    assertThat(bond.isEmpty()).isTrue();
  }
}
