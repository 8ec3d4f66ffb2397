package org.jseverywhere.websocket.embedded.internal.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.CloseReason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.grizzly.Connection;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.Version;
import org.glassfish.tyrus.core.WebSocketException;
import org.glassfish.tyrus.core.frame.CloseFrame;
import org.glassfish.tyrus.core.frame.Frame;
import org.jseverywhere.websocket.internal.core.ClientPort;
import org.jseverywhere.websocket.internal.core.CloseCodes;
import org.jseverywhere.websocket.internal.core.Message;
import org.jseverywhere.websocket.internal.core.Throttle;
import org.jseverywhere.websocket.internal.core.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one client after its handshake. Tyrus unmasks, decodes and encodes; what it
 * leaves to its container is checked here, before a payload is waited for: that clients mask, and
 * how large a message may become. Control frames are answered here.
 *
 * <p>Threads: {@link #received} and {@link #ended} one at a time, the others any.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455">RFC 6455</a>
 */
final class ClientConnection implements Transport {

  private static final int PROTOCOL_ERROR = 1002;

  /** What leaves in one step; of this much a client has to take some to count as reading. */
  private static final int CHUNK_BYTES = 32 * 1024;

  /** To take a smaller part of a message costs as much as a message. */
  private static final int SMALL_PART_BYTES = 1024;

  private final ProtocolHandler protocol = Version.DRAFT17.createHandler(false, null);
  private final FrameBuffer incoming = new FrameBuffer();
  private final FrameHeader header = new FrameHeader();
  private final Connection<?> connection;
  private final Outgoing outgoing;
  private final AtomicBoolean closeSent = new AtomicBoolean();

  private volatile @Nullable ClientPort port;
  private @Nullable MessageAssembly assembly;

  /** The answers to pings that arrive together: to write each of a flood takes too long. */
  private @Nullable ByteArrayOutputStream pongs;

  /** Made for a client that sends on while it is sent away. */
  private @Nullable Throttle throttle;

  /** Set when the client broke the protocol: only its answer to our close frame still counts. */
  private boolean awaitsCloseOnly;

  /** Set when the client's close frame has come: nothing is to be waited for any more. */
  private volatile boolean closedByClient;

  /** Set when there is no connection any more, which may be before there is a port. */
  private volatile boolean gone;

  ClientConnection(Connection<?> connection) {
    this.connection = connection;
    this.outgoing = new Outgoing(connection);
  }

  /** From now on what arrives is for this port, in messages up to this size. */
  void serve(ClientPort client, int maxMessageBytes) {
    assembly =
        new MessageAssembly(
            protocol, maxMessageBytes, message -> client.received(message, incoming.hasMore()));
    port = client;
    if (gone) {
      client.lost();
    }
  }

  // What the network tells.

  /** Takes bytes as they arrive. */
  void received(ByteBuffer bytes) {
    ClientPort client = port;
    MessageAssembly messages = assembly;
    if (client == null || messages == null) {
      return;
    }
    int arrived = bytes.remaining();
    incoming.append(bytes);
    int frames = 0;
    while (incoming.read(header) && next(client, messages)) {
      frames++;
    }
    incoming.keep();
    sendPongs();
    if (client.isEnding() && !closedByClient) {
      dropped(arrived, frames, client);
    }
  }

  private void dropped(int bytes, int frames, ClientPort client) {
    if (throttle == null) {
      throttle = new Throttle(client, new SelectorReading(connection));
    }
    throttle.dropped(bytes, frames);
  }

  /** Handles one frame; false if its payload is still to come. */
  private boolean next(ClientPort client, MessageAssembly messages) {
    if (!awaitsCloseOnly) {
      Violation violation = violation(messages);
      if (violation != null) {
        fail(client, violation.code(), violation.reason());
      }
    }
    // Messages for a port that is closing are nobody's: a flood of them is not even decoded.
    boolean skips = awaitsCloseOnly ? !isClose() : !header.isControl() && client.isEnding();
    if (skips) {
      messages.forget();
      incoming.skip(header);
      return true;
    }
    ByteBuffer bytes = incoming.take(header);
    if (bytes == null) {
      return false;
    }
    try {
      handle(protocol.unframe(bytes), client, messages);
    } catch (WebSocketException e) {
      CloseReason reason = e.getCloseReason();
      fail(client, reason.getCloseCode().getCode(), String.valueOf(reason.getReasonPhrase()));
    }
    return true;
  }

  private record Violation(int code, String reason) {}

  /** The port knows the words for it. */
  private static final Violation TOO_LARGE = new Violation(CloseCodes.TOO_BIG, "");

  private @Nullable Violation violation(MessageAssembly messages) {
    if (!header.masked()) {
      return new Violation(PROTOCOL_ERROR, "Frames of a client must be masked");
    }
    if (header.isControl()) {
      return header.payloadBytes() > FrameHeader.MAX_CONTROL_PAYLOAD
          ? new Violation(PROTOCOL_ERROR, "A control frame may have 125 bytes at most")
          : null;
    }
    return messages.fits(header) ? null : TOO_LARGE;
  }

  private boolean isClose() {
    return header.isClose() && header.payloadBytes() <= FrameHeader.MAX_CONTROL_PAYLOAD;
  }

  private void handle(Frame frame, ClientPort client, MessageAssembly messages) {
    boolean reservedBits = frame.isRsv1() || frame.isRsv2() || frame.isRsv3();
    if (reservedBits || !frame.isControlFrame() || frame.getOpcode() > FrameHeader.PONG) {
      // Before anybody can reply to the message.
      sendPongs();
      if (frame.isFin() || isWorthItsFrame(frame) || client.takes(0)) {
        messages.add(frame);
      }
    } else if (frame.getOpcode() == FrameHeader.CLOSE) {
      closedByClient(frame, client);
    } else if (!client.takes(frame.getPayloadData().length)) {
      // No answer either: the client is being sent away.
      return;
    } else if (frame.getOpcode() == FrameHeader.PING) {
      addPong(frame.getPayloadData());
    } else {
      client.pong(ByteBuffer.wrap(frame.getPayloadData()));
    }
  }

  /** Else the part of a message counts as one; its bytes count with the whole. */
  private static boolean isWorthItsFrame(Frame part) {
    return part.getPayloadLength() >= SMALL_PART_BYTES;
  }

  private void addPong(byte[] payload) {
    if (pongs == null) {
      pongs = new ByteArrayOutputStream();
    }
    pongs.writeBytes(Outgoing.frame(FrameHeader.PONG, payload).array());
  }

  private void sendPongs() {
    if (pongs != null && !closeSent.get()) {
      outgoing.pongs(ByteBuffer.wrap(pongs.toByteArray()));
    }
    pongs = null;
  }

  private void closedByClient(Frame frame, ClientPort client) {
    sendPongs();
    closedByClient = true;
    awaitsCloseOnly = true;
    byte[] payload = frame.getPayloadData();
    if (payload.length == 0) {
      // Nothing wrong in it, but Tyrus refuses it.
      client.closed(CloseCodes.NO_STATUS, "");
    } else {
      CloseReason reason = new CloseFrame(frame).getCloseReason();
      String phrase = reason.getReasonPhrase();
      client.closed(reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
    }
    if (closeSent.compareAndSet(false, true)) {
      outgoing.endWith(FrameHeader.CLOSE, payload);
    } else {
      outgoing.end();
    }
  }

  private void fail(ClientPort client, int code, String reason) {
    awaitsCloseOnly = true;
    if (code == CloseCodes.TOO_BIG) {
      client.refuseTooLarge();
    } else {
      client.fail(code, reason);
    }
  }

  /** The network connection is gone. */
  void ended() {
    gone = true;
    ClientPort client = port;
    if (client != null) {
      client.lost();
    }
  }

  // What the engine asks for.

  @Override
  public boolean has(Trait trait) {
    return trait == Trait.GATHERS_REPLIES
        || trait == Trait.REPORTS_PROGRESS
        || trait == Trait.DROPS_AT_ONCE;
  }

  @Override
  public int batchBytes() {
    return CHUNK_BYTES;
  }

  @Override
  public void write(Message message, Completion completion) {
    outgoing.frames(FrameEncoder.encode(message), completion);
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    outgoing.frames(FrameEncoder.encode(messages, count), completion);
  }

  @Override
  public void ping(ByteBuffer payload, Completion completion) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    outgoing.control(FrameHeader.PING, bytes, completion);
  }

  @Override
  public void close(int code, String reason) {
    if (closeSent.compareAndSet(false, true)) {
      byte[] text = reason.getBytes(UTF_8);
      byte[] payload =
          ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
      if (port == null || closedByClient) {
        outgoing.endWith(FrameHeader.CLOSE, payload);
      } else {
        outgoing.control(FrameHeader.CLOSE, payload, failure -> {});
      }
    }
  }

  @Override
  public void drop() {
    outgoing.drop();
  }
}
