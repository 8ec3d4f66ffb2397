/**
 * The shell for servlet containers: it starts with the application without being registered by
 * anybody, and leads every handshake to the right server.
 */
@NullMarked
package org.jseverywhere.websocket.internal.servlet;

import org.jspecify.annotations.NullMarked;
