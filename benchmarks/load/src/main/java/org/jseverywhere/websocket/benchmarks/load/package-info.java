/** Many clients on one thread, which check every message; raw frames on raw sockets. */
package org.jseverywhere.websocket.benchmarks.load;
