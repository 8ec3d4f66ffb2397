/** The shell for CDI: definitions, injection, observers, and the request scope of callbacks. */
@NullMarked
package org.jseverywhere.websocket.internal.cdi;

import org.jspecify.annotations.NullMarked;
