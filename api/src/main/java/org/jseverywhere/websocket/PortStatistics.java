package org.jseverywhere.websocket;

import java.time.Duration;

/**
 * What went in and out of one port since its client connected. An immutable snapshot; its numbers
 * are each exact, but not of the very same moment. They never fall.
 *
 * <p>Every message that is posted to a port, or sent to it among others, ends as one of {@link
 * #messagesSent()} or one of {@link #messagesDropped()}.
 */
public interface PortStatistics {

  /**
   * The messages that the client sent and that were taken in; one that breaks a limit is not.
   *
   * @return the number of messages
   */
  long messagesReceived();

  /**
   * The size of {@link #messagesReceived()}.
   *
   * @return bytes of application data, text in UTF-8, without framing
   */
  long bytesReceived();

  /**
   * The messages that were handed to the network.
   *
   * @return the number of messages
   */
  long messagesSent();

  /**
   * The size of {@link #messagesSent()}.
   *
   * @return bytes of application data, text in UTF-8, without framing
   */
  long bytesSent();

  /**
   * The messages that were posted and will not be sent.
   *
   * @return the number of messages, for whatever reason
   */
  long messagesDropped();

  /**
   * The messages that were posted and will not be sent, for one reason.
   *
   * @param reason the reason
   * @return the number of messages
   */
  long messagesDropped(DropReason reason);

  /**
   * The most that ever waited at once for one client to read.
   *
   * @return bytes of application data, text in UTF-8, without framing
   */
  long highestBufferedAmount();

  /**
   * How long listeners and observers have been busy with connect, message, bufferedamountlow and
   * close events.
   *
   * @return the sum over all events that are over
   */
  Duration handlerTime();
}
