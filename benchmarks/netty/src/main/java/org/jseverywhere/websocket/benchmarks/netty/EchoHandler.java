package org.jseverywhere.websocket.benchmarks.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/** Sends back; flushes once for all that came in one read. */
final class EchoHandler extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof TextWebSocketFrame frame) {
      // Through a string, as a program would have it, and as the others do.
      String text = frame.text();
      frame.release();
      // Failures show at the other end, where every message is missed.
      ChannelFuture unused = context.write(new TextWebSocketFrame(text), context.voidPromise());
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }
}
