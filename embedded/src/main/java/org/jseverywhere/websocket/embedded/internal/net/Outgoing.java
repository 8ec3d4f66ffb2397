package org.jseverywhere.websocket.embedded.internal.net;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.memory.Buffers;
import org.jseverywhere.websocket.internal.core.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the network without ever waiting for it: Grizzly keeps what the socket does not take,
 * and tells when it has taken all. The engine has one chunk there at a time, and this class a few
 * pongs, so that no client can make it keep more. Threads: any.
 */
final class Outgoing {

  private static final int LAST_FRAME = 0x80;

  private static final int PART_BYTES = 64 * 1024;

  /** How long a client that does not read may keep its last frame from going out. */
  private static final int END_TIMEOUT_SECONDS = 5;

  private final Connection<?> connection;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private boolean pongsUnderWay;

  /** The answers to the latest pings; RFC 6455, section 5.5.3, lets us leave out those before. */
  @GuardedBy("lock")
  private @Nullable ByteBuffer nextPongs;

  Outgoing(Connection<?> connection) {
    this.connection = connection;
  }

  /** Sends whole frames. */
  void frames(ByteBuffer frames, Transport.Completion completion) {
    // In parts, so that their ends tell that the client reads.
    while (frames.remaining() > PART_BYTES) {
      ByteBuffer part = frames.slice(frames.position(), PART_BYTES);
      frames.position(frames.position() + PART_BYTES);
      write(connection, part, new Part(completion));
    }
    write(connection, frames, completion);
  }

  /** The write fails with its last part, as all do behind one that fails. */
  private record Part(Transport.Completion whole) implements Transport.Completion {

    @Override
    public void done(@Nullable Throwable failure) {
      whole.progress();
    }
  }

  private static <A> void write(
      Connection<A> connection, ByteBuffer bytes, Transport.Completion completion) {
    connection.write(
        Buffers.wrap(connection.getMemoryManager(), bytes),
        new EmptyCompletionHandler<WriteResult<Buffer, A>>() {
          @Override
          public void completed(WriteResult<Buffer, A> result) {
            completion.done(null);
          }

          @Override
          public void failed(Throwable failure) {
            completion.done(failure);
          }

          @Override
          public void cancelled() {
            completion.done(new CancellationException("The write was cancelled"));
          }
        });
  }

  /** Sends a control frame. */
  void control(int opcode, byte[] payload, Transport.Completion then) {
    frames(frame(opcode, payload), then);
  }

  static ByteBuffer frame(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(2 + payload.length);
    return frame.put((byte) (LAST_FRAME | opcode)).put((byte) payload.length).put(payload).flip();
  }

  /** Answers pings; while answers are on their way only the latest of further ones are kept. */
  void pongs(ByteBuffer frames) {
    lock.lock();
    try {
      if (pongsUnderWay) {
        nextPongs = frames;
        return;
      }
      pongsUnderWay = true;
    } finally {
      lock.unlock();
    }
    frames(frames, failure -> pongsWritten());
  }

  private void pongsWritten() {
    ByteBuffer next;
    lock.lock();
    try {
      next = nextPongs;
      nextPongs = null;
      pongsUnderWay = false;
    } finally {
      lock.unlock();
    }
    if (next != null) {
      pongs(next);
    }
  }

  /** Sends a last frame, and ends the connection once it was taken, or soon if it is not. */
  void endWith(int opcode, byte[] payload) {
    AtomicBoolean ended = new AtomicBoolean();
    control(
        opcode,
        payload,
        failure -> {
          ended.set(true);
          end();
        });
    if (!ended.get()) {
      CompletableFuture.delayedExecutor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS).execute(this::drop);
    }
  }

  /** Ends the connection after the last frame. */
  void end() {
    connection.closeSilently();
  }

  /** Ends the connection, whatever is still to be written. */
  void drop() {
    connection.terminateSilently();
  }
}
