/**
 * The WebSocket Server API on any Jakarta WebSocket container; nothing in it is for applications.
 */
@SuppressWarnings(
    "module") // The embedded module is named here although it is not needed to build this one.
module org.jseverywhere.websocket.impl {
  requires transitive org.jseverywhere.websocket;
  requires static org.jspecify;
  requires static com.google.errorprone.annotations;
  requires static jakarta.cdi;
  requires static jakarta.inject;
  requires static jakarta.servlet;
  requires static jakarta.concurrency;
  requires static jakarta.websocket;
  requires static jakarta.websocket.client;
  requires static java.naming;
  requires static java.management;

  exports org.jseverywhere.websocket.internal.core to
      org.jseverywhere.websocket.embedded;

  // JMX reads the attributes of a bean by its interface.
  exports org.jseverywhere.websocket.internal.management to
      java.management;

  uses org.jseverywhere.websocket.internal.core.HostFactory;
  uses org.jseverywhere.websocket.internal.core.ServerWatcher;

  provides org.jseverywhere.websocket.internal.core.ServerWatcher with
      org.jseverywhere.websocket.internal.management.ManagedServers;
  provides org.jseverywhere.websocket.spi.WebSocketServerProvider with
      org.jseverywhere.websocket.internal.core.Applications;
}
