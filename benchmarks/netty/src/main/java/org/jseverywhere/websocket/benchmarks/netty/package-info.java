/** Netty, as the most that the JVM can do. */
package org.jseverywhere.websocket.benchmarks.netty;
