package org.jseverywhere.websocket;

import java.time.Duration;

/**
 * What went in and out of one server since it was opened, over all its clients, those that left
 * included: {@link #messagesReceived()} and the others are sums over the ports, {@link
 * #highestBufferedAmount()} is that of the slowest. An immutable snapshot, as {@link
 * PortStatistics} is.
 */
public interface ServerStatistics extends PortStatistics {

  /**
   * The clients that are connected now.
   *
   * @return the number of ports
   */
  int ports();

  /**
   * The clients that ever connected.
   *
   * @return the number of ports
   */
  long portsTotal();

  /**
   * The clients that were closed because they had reached a limit. Each is counted before it is
   * told.
   *
   * @return the number of ports, for whatever reason
   */
  long portsEvicted();

  /**
   * The clients that were closed because they had reached one limit.
   *
   * @param reason the reason
   * @return the number of ports
   */
  long portsEvicted(EvictionReason reason);

  /**
   * The clients that were refused before the upgrade.
   *
   * @return the number of handshakes, for whatever reason
   */
  long handshakesRefused();

  /**
   * The clients that were refused before the upgrade, for one reason.
   *
   * @param reason the reason
   * @return the number of handshakes
   */
  long handshakesRefused(RefusalReason reason);

  /**
   * How long the listeners and observers of one event of one client were ever busy.
   *
   * @return the longest of all times in {@link #handlerTime()}
   */
  Duration maxHandlerTime();
}
