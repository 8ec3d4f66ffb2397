package org.jseverywhere.websocket.internal.endpoint;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jseverywhere.websocket.internal.core.Message;

/**
 * A container that joins frames while batching is allowed, and whose flush holds the caller until
 * the client has read. So batches go only to clients that have proven to read: a ping in the stream
 * carries how far it stands, and the pong that answers it says that everything before it was taken.
 */
abstract class BatchingTransport extends SessionTransport {

  /** One buffer of the container. */
  private static final int CHUNK_BYTES = 7_900;

  /** So much may be on its way that nobody has answered for. Less than sockets buffer. */
  private static final int WINDOW_BYTES = 64 * 1024;

  private static final int PING_BYTES = WINDOW_BYTES / 2;

  /** Everything written, and how much of it stood before the last ping. Of the writer. */
  private long writtenBytes;

  private long pingedBytes;

  /** What the client has answered for. Written by the container's thread. */
  private volatile long provenBytes;

  BatchingTransport(Session session, Set<Trait> traits) {
    super(session, traits);
  }

  @Override
  void answered(ByteBuffer data) {
    super.answered(data);
    if (data.remaining() == Long.BYTES) {
      long upTo = data.getLong(data.position());
      if (upTo > provenBytes) {
        provenBytes = upTo;
      }
    }
  }

  @Override
  public int batchBytes() {
    // With every ping answered the next batch brings another one.
    boolean proven = writtenBytes - provenBytes < WINDOW_BYTES || provenBytes >= pingedBytes;
    return proven ? CHUNK_BYTES : 0;
  }

  @Override
  public void write(Message message, Completion completion) {
    written(message);
    super.write(message, completion);
  }

  final void written(Message message) {
    writtenBytes += message.sizeBytes();
  }

  /** Asks the client, once it is time, how far it has read. */
  final void pingIfDue() throws IOException {
    if (writtenBytes - pingedBytes >= PING_BYTES) {
      countPing();
      remote().sendPing(ByteBuffer.allocate(Long.BYTES).putLong(0, writtenBytes));
      pingedBytes = writtenBytes;
    }
  }

  @Override
  public void write(Message[] messages, int count, Completion completion) {
    sends().begin(count, completion);
    int sent = 0;
    try {
      RemoteEndpoint remote = remote();
      remote.setBatchingAllowed(true);
      while (sent < count) {
        Message message = messages[sent];
        sendInBatch(message);
        sent++;
        written(message);
      }
      pingIfDue();
      remote.setBatchingAllowed(false);
    } catch (IOException | RuntimeException e) {
      sends().failed(count - sent, e);
    }
    sends().end();
  }

  /** The remote whose batches are best. */
  abstract RemoteEndpoint remote();

  /** Starts a send, whose end is counted. */
  abstract void sendInBatch(Message message) throws IOException;
}
