/**
 * What makes the WAR run by itself. No example: an application that is deployed to a container
 * needs nothing of it, and no container sees it, since the build keeps it under {@code META-INF}.
 */
@NullMarked
package org.jseverywhere.websocket.examples.launcher;

import org.jspecify.annotations.NullMarked;
