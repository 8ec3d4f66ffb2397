/** Tomcat as a target of the TCK. */
@NullMarked
package org.jseverywhere.websocket.tck.tomcat;

import org.jspecify.annotations.NullMarked;
