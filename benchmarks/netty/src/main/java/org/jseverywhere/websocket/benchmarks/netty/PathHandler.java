package org.jseverywhere.websocket.benchmarks.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;

/** Looks at the request's path for what the client is to be served with. */
final class PathHandler extends ChannelInboundHandlerAdapter {

  private final Clients clients;

  PathHandler(Clients clients) {
    this.clients = clients;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof FullHttpRequest request) {
      context
          .pipeline()
          .addLast(
              request.uri().equals("/broadcast")
                  ? new BroadcastHandler(clients)
                  : new EchoHandler());
      context.pipeline().remove(this);
    }
    context.fireChannelRead(message);
  }
}
