/** Payara Micro as a target of the TCK, in a process of its own. */
@NullMarked
package org.jseverywhere.websocket.tck.micro;

import org.jspecify.annotations.NullMarked;
