/** Runs the TCK on WildFly. */
@NullMarked
package org.jseverywhere.websocket.tck.wildfly;

import org.jspecify.annotations.NullMarked;
