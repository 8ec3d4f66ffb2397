package org.jseverywhere.websocket.internal.management;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One server as JMX shows it; the numbers are those of {@link
 * org.jseverywhere.websocket.ServerStatistics}. Public and exported only because JMX needs it.
 */
public interface WebSocketServerMXBean {

  /** Where it listens. */
  String getUrl();

  /** The id that it is shared by, or null. */
  @Nullable String getServerId();

  /** OPEN or CLOSING. */
  String getReadyState();

  /** The clients that are connected now. */
  int getPorts();

  /** The clients that ever connected. */
  long getPortsTotal();

  /** The clients that were closed because they were too slow. */
  long getPortsEvicted();

  /** The same by reason. */
  Map<String, Long> getPortsEvictedByReason();

  /** The clients that were refused before the upgrade. */
  long getHandshakesRefused();

  /** The same by reason. */
  Map<String, Long> getHandshakesRefusedByReason();

  /** The messages that were taken in. */
  long getMessagesReceived();

  /** Their size in bytes. */
  long getBytesReceived();

  /** The messages that were handed to the network. */
  long getMessagesSent();

  /** Their size in bytes. */
  long getBytesSent();

  /** The messages that were not sent, and will not be. */
  long getMessagesDropped();

  /** The same by reason. */
  Map<String, Long> getMessagesDroppedByReason();

  /** The bytes that wait for the network now. */
  long getBufferedAmount();

  /** The most bytes that ever waited for one client. */
  long getHighestBufferedAmount();

  /** How long handlers were busy, in milliseconds. */
  double getHandlerTimeMillis();

  /** How long those of one event were at most, in milliseconds. */
  double getMaxHandlerTimeMillis();
}
