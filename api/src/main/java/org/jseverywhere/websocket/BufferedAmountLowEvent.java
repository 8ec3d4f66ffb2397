package org.jseverywhere.websocket;

/**
 * A client has taken most of what waited for it: {@link Port#bufferedAmount()} was above {@link
 * Port#bufferedAmountLowThreshold()} and has fallen to it or below. Fired by the port, once for
 * each such fall; falls that happen while a listener of the port is busy may be told together, by
 * one event. Not fired once the port is closing.
 *
 * <p>It keeps the order of the port's other events and does not overlap with them, but does not
 * wait for the {@link Port#start() start} of the port. It is told to listeners of the port only,
 * neither to the server nor to CDI observers: with many clients there are as many of it as
 * messages.
 *
 * @see <a href="https://www.w3.org/TR/webrtc/#event-datachannel-bufferedamountlow">WebRTC,
 *     bufferedamountlow</a>
 */
public non-sealed interface BufferedAmountLowEvent extends Event {

  /**
   * The port that can take more.
   *
   * @return the port
   */
  @Override
  Port port();
}
