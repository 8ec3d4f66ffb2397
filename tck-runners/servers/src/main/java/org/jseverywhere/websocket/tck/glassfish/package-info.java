/** GlassFish and Payara Server as targets of the TCK. */
@NullMarked
package org.jseverywhere.websocket.tck.glassfish;

import org.jspecify.annotations.NullMarked;
