/**
 * The WebSocket Server API.
 *
 * <p>A {@link WebSocketServer} listens on a URL. Every client that connects becomes a {@link Port},
 * announced by a {@link ConnectEvent}; messages go out with {@link Port#postMessage(String)} to one
 * client, with {@link WebSocketServer#send(String)} to all, with {@link
 * BroadcastChannel#postMessage(String)} to some, and come in as {@link MessageEvent}s. What happens
 * to clients that read too slowly is said by {@link OverflowPolicy}.
 *
 * <pre>{@code
 * WebSocketServer chat = WebSocketServer.open("/chat", "chat");
 * chat.onConnect(event -> event.port().postMessage("welcome"));
 * chat.onMessage(event -> chat.send(event.text()));
 * }</pre>
 *
 * <p><b>Order and overlap.</b> Events of one port never overlap and keep the order of their
 * arrival. Events of two ports may run at the same time, as may those of a port and of the server
 * itself. What happens in a listener happens-before the next event of the same port.
 *
 * <p><b>Threads.</b> Every method may be called by any thread, from inside a listener too; none
 * waits for the network, but {@code postMessage} where {@link OverflowPolicy#BLOCK} was asked for.
 * Listeners run on the container's or the library's threads with the context of the application:
 * its class loader, its JNDI names, its CDI beans, an active request scope.
 *
 * <p><b>Errors.</b> A null argument is a {@link NullPointerException} unless its parameter says
 * otherwise, a malformed one an {@link IllegalArgumentException} (the draft's SyntaxError and
 * InvalidAccessError) that tells what was given and what is allowed; a call that throws changes
 * nothing. What goes wrong later, without a caller to tell it to, is an {@link ErrorEvent}. A
 * client that is slow, gone or going is no error: {@code postMessage} answers {@code false}.
 *
 * <p>The interfaces here are implemented by the library and by nobody else, except {@link
 * EventListener}, which applications implement.
 */
@NullMarked
package org.jseverywhere.websocket;

import org.jspecify.annotations.NullMarked;
