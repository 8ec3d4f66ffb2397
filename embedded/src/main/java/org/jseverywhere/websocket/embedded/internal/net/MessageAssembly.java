package org.jseverywhere.websocket.embedded.internal.net;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.frame.BinaryFrame;
import org.glassfish.tyrus.core.frame.Frame;
import org.glassfish.tyrus.core.frame.TextFrame;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.internal.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from their frames, which Tyrus checks and decodes; what is wrong with them
 * is a {@link org.glassfish.tyrus.core.WebSocketException}. Threads: one at a time.
 */
final class MessageAssembly extends TyrusWebSocket {

  private final ProtocolHandler protocol;
  private final int maxBytes;
  private final Consumer<Message> receiver;

  /** The fragments so far. Not kept for the next message: few come in fragments, some are large. */
  private @Nullable StringBuilder text;

  private @Nullable ByteArrayOutputStream binary;
  private long bytes;

  MessageAssembly(ProtocolHandler protocol, int maxBytes, Consumer<Message> receiver) {
    super(protocol, null);
    this.protocol = protocol;
    this.maxBytes = maxBytes;
    this.receiver = receiver;
  }

  /** Whether the message stays within its limit with this frame. */
  boolean fits(FrameHeader header) {
    return header.payloadBytes() >= 0 && bytes + header.payloadBytes() <= maxBytes;
  }

  /** Takes a frame; gives the message to the receiver with its last one. */
  void add(Frame frame) {
    bytes = frame.isFin() ? 0 : bytes + frame.getPayloadLength();
    protocol.process(frame, this);
  }

  /** Nothing is going to be added any more. */
  void forget() {
    text = null;
    binary = null;
  }

  @Override
  public void onMessage(TextFrame frame) {
    receiver.accept(Message.of(frame.getTextPayload()));
  }

  @Override
  public void onMessage(BinaryFrame frame) {
    receiver.accept(Message.of(Blob.of(frame.getPayloadData())));
  }

  @Override
  public void onFragment(TextFrame frame, boolean last) {
    if (text == null) {
      text = new StringBuilder();
    }
    text.append(frame.getTextPayload());
    if (last) {
      String whole = text.toString();
      text = null;
      receiver.accept(Message.of(whole));
    }
  }

  @Override
  public void onFragment(BinaryFrame frame, boolean last) {
    if (binary == null) {
      binary = new ByteArrayOutputStream();
    }
    binary.writeBytes(frame.getPayloadData());
    if (last) {
      byte[] whole = binary.toByteArray();
      binary = null;
      receiver.accept(Message.of(Blob.of(whole)));
    }
  }
}
