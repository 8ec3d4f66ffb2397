/** Open Liberty as a target of the TCK. */
@NullMarked
package org.jseverywhere.websocket.tck.liberty;

import org.jspecify.annotations.NullMarked;
