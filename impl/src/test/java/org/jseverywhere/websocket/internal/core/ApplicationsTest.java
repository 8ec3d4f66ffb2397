package org.jseverywhere.websocket.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.jseverywhere.websocket.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplicationsTest {

  private final ClassLoader library = Applications.class.getClassLoader();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void close() {
    Thread.currentThread().setContextClassLoader(before);
    Applications.of(library).close();
  }

  @Test
  void applicationsAboveTheLibraryAreToldApartByTheirLoaders() throws Exception {
    try (URLClassLoader one = new URLClassLoader(new URL[0], library);
        URLClassLoader two = new URLClassLoader(new URL[0], library);
        URLClassLoader inOne = new URLClassLoader(new URL[0], one)) {
      Application first = Applications.of(one);
      Application second = Applications.of(two);

      assertThat(currentIn(one)).isSameAs(first);
      assertThat(currentIn(inOne)).isSameAs(first);
      assertThat(currentIn(two)).isSameAs(second).isNotSameAs(first);

      first.close();
      assertThat(currentIn(one)).isNotSameAs(first);
      Applications.of(one).close();
      second.close();
    }
  }

  @Test
  void aForeignThreadMeansTheApplicationOfTheLibrary() {
    Application own = Applications.of(library);

    assertThat(currentIn(null)).isSameAs(own);
    assertThat(currentIn(ClassLoader.getPlatformClassLoader())).isSameAs(own);
  }

  @Test
  void theApiFindsTheApplicationOfTheCaller() {
    WebSocketServer server = WebSocketServer.open("/chat", "chat");

    assertThat(WebSocketServer.open("/chat", "chat")).isSameAs(server);
    assertThat(WebSocketServer.servers()).containsExactly(server);
    assertThat(Applications.of(library).servers()).containsExactly(server);
  }

  private static Application currentIn(ClassLoader loader) {
    Thread.currentThread().setContextClassLoader(loader);
    return Applications.current();
  }
}
