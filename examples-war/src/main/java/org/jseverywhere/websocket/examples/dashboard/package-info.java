/**
 * The page "Dashboard": all servers of the application and their clients, while they work.
 *
 * <p>Reading order: {@link Dashboard}, which counts what all servers receive and answers the page;
 * {@link Snapshot}, what it answers; {@link Traffic}, the counters; then {@code dashboard.html} and
 * {@code dashboard.js}.
 *
 * <p>Threads: the counting observers run on the thread of each message, so the counters are made
 * for many writers. There is no thread of the dashboard's own: a page asks for the next snapshot
 * when it has drawn the last, so that a slow page gets fewer of them and never a queue.
 */
@NullMarked
package org.jseverywhere.websocket.examples.dashboard;

import org.jspecify.annotations.NullMarked;
