/** The embedded server as a target of the TCK, in a process of its own. */
@NullMarked
package org.jseverywhere.websocket.tck.embedded;

import org.jspecify.annotations.NullMarked;
