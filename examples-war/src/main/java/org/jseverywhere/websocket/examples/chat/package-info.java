/**
 * The page "Chat": one server under the serverID "chat", used by a bean, by a servlet and by the
 * sockets of the page.
 *
 * <p>Reading order: {@link ChatRooms}, the bean that declares the server and observes its clients;
 * {@link Line}, what it sends them; {@link AnnouncementServlet}, which shares the server by its id;
 * then {@code chat.html} and {@code chat.js}.
 *
 * <p>Threads: observers run on the thread that brought the event, those of two clients at the same
 * time. They share no state of their own: who is in a room is asked of its channel, and the name of
 * a client is kept with its port.
 */
@NullMarked
package org.jseverywhere.websocket.examples.chat;

import org.jspecify.annotations.NullMarked;
