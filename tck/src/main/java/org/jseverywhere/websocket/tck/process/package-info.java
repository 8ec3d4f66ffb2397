/**
 * What containers that run as processes of their own have in common: free ports, a private copy of
 * the server's configuration, the log, bounded waits, an orderly end.
 */
@NullMarked
package org.jseverywhere.websocket.tck.process;

import org.jspecify.annotations.NullMarked;
