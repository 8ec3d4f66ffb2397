/** What implementations of the WebSocket Server API provide; applications do not use it. */
@NullMarked
package org.jseverywhere.websocket.spi;

import org.jspecify.annotations.NullMarked;
