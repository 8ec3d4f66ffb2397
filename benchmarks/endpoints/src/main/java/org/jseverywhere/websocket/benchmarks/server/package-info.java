/** What serves echo and broadcast in every container: the library, and the usual raw idioms. */
package org.jseverywhere.websocket.benchmarks.server;
