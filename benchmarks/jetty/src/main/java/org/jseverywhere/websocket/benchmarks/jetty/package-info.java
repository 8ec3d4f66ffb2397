/** The server process of this container. */
package org.jseverywhere.websocket.benchmarks.jetty;
