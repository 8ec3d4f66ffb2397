package org.jseverywhere.websocket.internal.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.CloseReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jseverywhere.websocket.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one Undertow connection in place of Undertow's own handler. That one decodes
 * text byte by byte, hands each piece to a worker's queue that has no bound, however busy the
 * handler is, and counts a text message only when it begins. This one puts a message together on
 * the thread that reads, and stops where it has grown too large. Threads: only that one, which may
 * not be held.
 */
final class UndertowReader {

  private static final System.Logger LOG = System.getLogger("org.jseverywhere.websocket");

  /** Frames are read through it; what has not ended with it is kept by its message. */
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(16 * 1024));

  private static final int CODE_BYTES = 2;

  /**
   * Parts of a message that are smaller than this on average count. Undertow does not tell where
   * frames end, and what it gives at once ends where the socket's bytes did too: mostly later.
   */
  private static final int PART_BYTES = 512;

  /** So many small parts are free after a large one. */
  private static final int FREE_PARTS = 8;

  private final UndertowChannel channel;
  private final int limitBytes;
  private final Arrivals arrivals;
  private final Consumer<ByteBuffer> pongs;

  /** Nothing is kept any more: the client is being sent away. */
  private boolean tooLarge;

  /** A reader of the messages of one client. */
  UndertowReader(UndertowChannel channel, Arrivals arrivals, Consumer<ByteBuffer> pongs) {
    this.channel = channel;
    this.limitBytes = arrivals.limitBytes();
    this.arrivals = arrivals;
    this.pongs = pongs;
  }

  void start() {
    channel.whenReceiving(this::receiveNext);
  }

  private void receiveNext() {
    try {
      UndertowChannel.Source source = channel.receive();
      if (source != null) {
        new Incoming(source).begin();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A client does not send frames", e);
      channel.cut();
    }
  }

  /** What is being read; usually at once. */
  @SuppressWarnings("ByteBufferBackingArray") // its buffers are whole arrays
  private final class Incoming {

    private final UndertowChannel.Source source;

    /** What has been read of it before. */
    private @Nullable ByteArrayOutputStream begun;

    /** By how much its parts were too small, as far as they were not counted; or too large. */
    private int missingBytes;

    Incoming(UndertowChannel.Source source) {
      this.source = source;
    }

    void begin() {
      if (!readToEnd()) {
        source.whenReadable(this::readOn);
      }
    }

    private void readOn() {
      if (readToEnd()) {
        source.ended();
      }
    }

    private boolean readToEnd() {
      try {
        return read();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "What a client sent could not be read", e);
        if (!isMessage()) {
          channel.cut();
        }
        // Else Undertow has sent a close frame, and a cut could be faster.
        return true;
      }
    }

    /** Whether it has ended. */
    private boolean read() throws IOException {
      ByteBuffer buffer = BUFFER.get();
      buffer.clear();
      int count = source.read(buffer);
      while (count > 0) {
        countPart(count);
        if (!buffer.hasRemaining()) {
          keep(buffer.flip());
          buffer.clear();
        }
        count = source.read(buffer);
      }
      buffer.flip();
      if (count == 0) {
        keep(buffer);
        return false;
      }
      end(buffer);
      return true;
    }

    private void countPart(int partBytes) {
      missingBytes = Math.max(-FREE_PARTS * PART_BYTES, missingBytes + PART_BYTES - partBytes);
      if (missingBytes >= PART_BYTES) {
        missingBytes -= PART_BYTES;
        arrivals.part();
      }
    }

    private void keep(ByteBuffer piece) {
      if (drops(piece) || !fits(piece)) {
        return;
      }
      if (begun == null) {
        begun = new ByteArrayOutputStream();
      }
      begun.write(piece.array(), 0, piece.limit());
    }

    /** Pings are answered until the close frame is sent. */
    private boolean drops(ByteBuffer piece) {
      return source.kind() != UndertowChannel.Kind.CLOSE
          && arrivals.drops(piece.remaining())
          && isMessage();
    }

    private boolean fits(ByteBuffer more) {
      int kept = begun == null ? 0 : begun.size();
      if (!tooLarge && more.remaining() > limitBytes - kept && isMessage()) {
        tooLarge = true;
        begun = null;
        arrivals.tooLarge();
      }
      return !tooLarge || !isMessage();
    }

    private boolean isMessage() {
      return source.kind() == UndertowChannel.Kind.TEXT
          || source.kind() == UndertowChannel.Kind.BINARY;
    }

    private void end(ByteBuffer last) {
      if (drops(last) || !fits(last)) {
        return;
      }
      if (begun == null) {
        tell(last);
      } else {
        begun.write(last.array(), 0, last.limit());
        tell(ByteBuffer.wrap(begun.toByteArray()));
      }
    }

    private void tell(ByteBuffer whole) {
      switch (source.kind()) {
        case TEXT -> arrivals.text(new String(whole.array(), 0, whole.limit(), UTF_8));
        case BINARY -> arrivals.binary(Blob.of(whole));
        case PING -> {
          if (arrivals.takesControl(whole.remaining()) && !channel.hasSentClose()) {
            channel.sendPong(copy(whole));
          }
        }
        case PONG -> {
          if (arrivals.takesControl(whole.remaining())) {
            pongs.accept(whole);
          }
        }
        case CLOSE -> close(copy(whole));
      }
    }

    private void close(ByteBuffer payload) {
      // Else it answers ours.
      if (!channel.hasSentClose()) {
        channel.sendClose(payload.duplicate());
        CloseReason reason = reason(payload);
        arrivals.inTurn(() -> channel.closed(reason));
      }
    }
  }

  private static CloseReason reason(ByteBuffer payload) {
    if (payload.remaining() < CODE_BYTES) {
      return new CloseReason(CloseReason.CloseCodes.NO_STATUS_CODE, null);
    }
    int code = Short.toUnsignedInt(payload.getShort());
    return new CloseReason(
        CloseReason.CloseCodes.getCloseCode(code), UTF_8.decode(payload).toString());
  }

  /** The buffer is used again before this was sent. */
  private static ByteBuffer copy(ByteBuffer payload) {
    return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
  }
}
