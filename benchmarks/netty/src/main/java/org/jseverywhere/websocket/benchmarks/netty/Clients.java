package org.jseverywhere.websocket.benchmarks.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that get the broadcasts. Threads: the one event loop. */
final class Clients {

  private static final int TEXT = 0x81;
  private static final int SHORT_LENGTH = 125;
  private static final int TWO_BYTES = 126;
  private static final int LONGEST = 0xffff;

  /** For each, a place in its pipeline below which bytes are written as they are. */
  private final Map<Channel, ChannelHandlerContext> all = new LinkedHashMap<>();

  private boolean unflushed;

  void add(Channel channel) {
    all.put(channel, channel.pipeline().context(WebSocketFrameEncoder.class));
  }

  void remove(Channel channel) {
    all.remove(channel);
  }

  /** Encodes once, and lets everybody's queue refer to the same bytes. */
  void write(String text) {
    ByteBuf frame = Unpooled.unreleasableBuffer(encoded(text)).asReadOnly();
    for (ChannelHandlerContext below : all.values()) {
      // Failures show at the other end, where every message is missed.
      ChannelFuture unused = below.write(frame.duplicate(), below.voidPromise());
    }
    unflushed = true;
  }

  void flush() {
    if (unflushed) {
      unflushed = false;
      all.values().forEach(ChannelHandlerContext::flush);
    }
  }

  private static ByteBuf encoded(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    if (payload.length > LONGEST) {
      throw new IllegalArgumentException("a message of " + payload.length + " bytes");
    }
    ByteBuf frame = Unpooled.directBuffer(4 + payload.length);
    frame.writeByte(TEXT);
    if (payload.length > SHORT_LENGTH) {
      frame.writeByte(TWO_BYTES).writeShort(payload.length);
    } else {
      frame.writeByte(payload.length);
    }
    return frame.writeBytes(payload);
  }
}
