/**
 * Serves web applications whose WebSocket servers are of this library, without a container.
 *
 * <p>A plain program needs nothing of this: with this library on the class path {@link
 * org.jseverywhere.websocket.WebSocketServer#open(String)} listens on the address of its URL.
 */
@NullMarked
package org.jseverywhere.websocket.embedded;

import org.jspecify.annotations.NullMarked;
