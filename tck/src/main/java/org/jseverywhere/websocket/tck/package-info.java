/**
 * The test kit of the WebSocket Server API: {@link org.jseverywhere.websocket.tck.Rule the rules},
 * the suites that check them over the network, and what is needed to point them at a server.
 */
@NullMarked
package org.jseverywhere.websocket.tck;

import org.jspecify.annotations.NullMarked;
