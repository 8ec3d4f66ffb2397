/** Runs the TCK on Payara Server. */
@NullMarked
package org.jseverywhere.websocket.tck.payara;

import org.jspecify.annotations.NullMarked;
