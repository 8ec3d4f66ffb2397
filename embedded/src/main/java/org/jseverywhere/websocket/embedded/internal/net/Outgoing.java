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
 * and tells when it has taken all. The engine has one chunk there at a time, and this class one
 * pong, so that no client can make it keep more. Threads: any.
 */
final class Outgoing {

  private static final int LAST_FRAME = 0x80;

  private static final int PART_BYTES = 64 * 1024;

  /** How long a client that does not read may keep its last frame from going out. */
  private static final int END_TIMEOUT_SECONDS = 5;

  private final Connection<?> connection;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private boolean pongUnderWay;

  /** The answer to the latest ping; RFC 6455, section 5.5.3, lets us leave out those before. */
  @GuardedBy("lock")
  private byte @Nullable [] nextPong;

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
    ByteBuffer frame = ByteBuffer.allocate(2 + payload.length);
    frame.put((byte) (LAST_FRAME | opcode)).put((byte) payload.length).put(payload).flip();
    frames(frame, then);
  }

  /** Answers a ping; while an answer is on its way only the latest of further ones is kept. */
  void pong(byte[] payload) {
    lock.lock();
    try {
      if (pongUnderWay) {
        nextPong = payload;
        return;
      }
      pongUnderWay = true;
    } finally {
      lock.unlock();
    }
    control(FrameHeader.PONG, payload, failure -> pongWritten());
  }

  private void pongWritten() {
    byte[] next;
    lock.lock();
    try {
      next = nextPong;
      nextPong = null;
      pongUnderWay = false;
    } finally {
      lock.unlock();
    }
    if (next != null) {
      pong(next);
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
