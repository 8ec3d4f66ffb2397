/** Looks into heap dumps of servers under test, for what keeps undeployed applications alive. */
@NullMarked
package org.jseverywhere.websocket.tck.heap;

import org.jspecify.annotations.NullMarked;
