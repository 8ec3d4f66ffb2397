/**
 * CDI for the WebSocket Server API: {@link ServerId} injects a server and selects the events to
 * observe, {@link WebSocketServerDefinition} declares the servers of an application.
 *
 * <pre>{@code
 * @ApplicationScoped
 * @WebSocketServerDefinition(url = "/chat", serverId = "chat")
 * public class Chat {
 *   @Inject @ServerId("chat") WebSocketServer server;
 *
 *   void say(@Observes @ServerId("chat") MessageEvent event) {
 *     server.send(event.text());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package org.jseverywhere.websocket.inject;

import org.jspecify.annotations.NullMarked;
