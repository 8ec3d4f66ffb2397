/**
 * The endpoint {@code /broadcast}: every message to everybody, for load tools and for a first look
 * at CDI.
 *
 * <p>Reading order: {@link Broadcast}.
 *
 * <p>Threads: the observer runs on the thread that brought the message. A client that is slow has a
 * queue of its own and delays nobody.
 */
@NullMarked
package org.jseverywhere.websocket.examples.broadcast;

import org.jspecify.annotations.NullMarked;
