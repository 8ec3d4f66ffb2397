/** The rules as tests, one class for each chapter. */
@NullMarked
package org.jseverywhere.websocket.tck.suite;

import org.jspecify.annotations.NullMarked;
