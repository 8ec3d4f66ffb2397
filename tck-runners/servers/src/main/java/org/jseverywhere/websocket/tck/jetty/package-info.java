/** Jetty as a target of the TCK. */
@NullMarked
package org.jseverywhere.websocket.tck.jetty;

import org.jspecify.annotations.NullMarked;
