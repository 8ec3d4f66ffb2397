package org.jseverywhere.websocket.benchmarks.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;

/** Netty with the two servers; one event loop, as the server has one core. */
public final class NettyServer {

  private static final int MAX_REQUEST = 65_536;

  private NettyServer() {}

  /**
   * Runs until the standard input ends.
   *
   * @param arguments {@code peer --port <number>}
   * @throws Exception if the server does not start
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3 || !arguments[1].equals("--port")) {
      throw new IllegalArgumentException("expected: peer --port <number>");
    }
    int port = Integer.parseInt(arguments[2]);
    start(port);
    System.out.println("READY " + port);
    while (System.in.read() >= 0) {
      // Whatever is written is not meant for this program.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void start(int port) throws InterruptedException {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Clients clients = new Clients();
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(MAX_REQUEST),
                        new PathHandler(clients),
                        new WebSocketServerProtocolHandler(
                            "/", null, false, MAX_REQUEST, false, true));
              }
            })
        .bind(InetAddress.getLoopbackAddress(), port)
        .sync();
  }
}
