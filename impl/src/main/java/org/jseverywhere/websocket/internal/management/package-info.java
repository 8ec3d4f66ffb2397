/** The shell for JMX: what the servers of an application did, for whoever runs it. */
@NullMarked
package org.jseverywhere.websocket.internal.management;

import org.jspecify.annotations.NullMarked;
