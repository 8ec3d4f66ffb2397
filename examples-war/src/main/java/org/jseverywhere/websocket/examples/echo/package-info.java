/**
 * The page "Echo": a server in a few lines, without CDI, and what a server knows of a client.
 *
 * <p>Reading order: {@link EchoServers}, then {@code echo.html} and {@code echo.js}.
 *
 * <p>Threads: both servers' listeners run on the container's thread that brought the message, one
 * event of a client at a time. Nothing here is shared between clients, so nothing is locked.
 */
@NullMarked
package org.jseverywhere.websocket.examples.echo;

import org.jspecify.annotations.NullMarked;
