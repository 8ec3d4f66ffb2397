/** Runs servers and load in turn, and makes a page of what came out. */
package org.jseverywhere.websocket.benchmarks.run;
