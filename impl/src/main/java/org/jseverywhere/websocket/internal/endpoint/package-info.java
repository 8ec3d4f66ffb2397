/**
 * The shell around the engine for any Jakarta WebSocket container: one template endpoint that is
 * registered once, and through which every client of every server comes.
 */
@NullMarked
package org.jseverywhere.websocket.internal.endpoint;

import org.jspecify.annotations.NullMarked;
