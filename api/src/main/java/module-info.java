/** The WebSocket Server API: the W3C community group's draft of 2013, given to Java. */
module org.jseverywhere.websocket {
  requires static transitive org.jspecify;
  requires static transitive jakarta.inject;
  requires static transitive jakarta.cdi;

  exports org.jseverywhere.websocket;
  exports org.jseverywhere.websocket.inject;
  exports org.jseverywhere.websocket.spi;

  uses org.jseverywhere.websocket.spi.WebSocketServerProvider;
}
