/**
 * The engine: servers, ports, queues and the decisions on handshakes. It does no I/O and knows no
 * container: it sees the network as a {@link org.jseverywhere.websocket.internal.core.Transport}
 * per client, what accepts clients as a {@link org.jseverywhere.websocket.internal.core.Host}, and
 * CDI as {@link org.jseverywhere.websocket.internal.core.Observers}.
 *
 * <p>Reading order: {@code Application}, {@code Server}, {@code ClientPort}, {@code Inbox}, {@code
 * SendQueue}.
 */
@NullMarked
package org.jseverywhere.websocket.internal.core;

import org.jspecify.annotations.NullMarked;
