/**
 * The shell that owns the sockets: a Grizzly listener for each address, Tyrus for the frames on it.
 */
@NullMarked
package org.jseverywhere.websocket.embedded.internal.net;

import org.jspecify.annotations.NullMarked;
