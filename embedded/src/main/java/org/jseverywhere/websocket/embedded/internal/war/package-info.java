/** Web applications on a listener: files, servlets, beans and WebSocket servers of one WAR each. */
@NullMarked
package org.jseverywhere.websocket.embedded.internal.war;

import org.jspecify.annotations.NullMarked;
