/**
 * What proves the TCK: the implementation is broken on purpose, rule by rule, and a test of that
 * rule has to fail.
 */
@NullMarked
package org.jseverywhere.websocket.tck.proof;

import org.jspecify.annotations.NullMarked;
