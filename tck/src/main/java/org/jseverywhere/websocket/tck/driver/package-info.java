/** How the suites reach the application under test: clients, remote commands, journals. */
@NullMarked
package org.jseverywhere.websocket.tck.driver;

import org.jspecify.annotations.NullMarked;
