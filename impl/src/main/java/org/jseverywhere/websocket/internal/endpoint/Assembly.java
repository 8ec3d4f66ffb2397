package org.jseverywhere.websocket.internal.endpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jseverywhere.websocket.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from the pieces that a container reads, and stops where one has grown too
 * large. Threads: one at a time, as pieces come in their order.
 */
final class Assembly {

  private final int limitBytes;
  private final Consumer<String> onText;
  private final Consumer<Blob> onBinary;
  private final Runnable onTooLarge;

  /** The beginning of a message whose end has not come; one of them at most. */
  private @Nullable StringBuilder text;

  private @Nullable ByteArrayOutputStream binary;

  /** Nothing is kept any more: the client is being sent away. */
  private boolean tooLarge;

  /**
   * An assembly of the messages of one client.
   *
   * @param limitBytes how large they may be; of text this counts characters, which are never more
   *     than its bytes
   * @param onTooLarge called once, at the latest when all of the limit is kept here
   */
  Assembly(int limitBytes, Consumer<String> onText, Consumer<Blob> onBinary, Runnable onTooLarge) {
    this.limitBytes = limitBytes;
    this.onText = onText;
    this.onBinary = onBinary;
    this.onTooLarge = onTooLarge;
  }

  void text(String piece, boolean last) {
    StringBuilder begun = text;
    if (!fits(begun == null ? 0 : begun.length(), piece.length())) {
      return;
    }
    if (begun == null && last) {
      onText.accept(piece);
      return;
    }
    StringBuilder longer = begun == null ? new StringBuilder() : begun;
    longer.append(piece);
    text = last ? null : longer;
    if (last) {
      onText.accept(longer.toString());
    }
  }

  /** Takes a piece of a binary message; the buffer is the caller's again when this returns. */
  void binary(ByteBuffer piece, boolean last) {
    ByteArrayOutputStream begun = binary;
    if (!fits(begun == null ? 0 : begun.size(), piece.remaining())) {
      return;
    }
    if (begun == null && last) {
      onBinary.accept(Blob.of(piece));
      return;
    }
    ByteArrayOutputStream longer = begun == null ? new ByteArrayOutputStream() : begun;
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    longer.writeBytes(bytes);
    binary = last ? null : longer;
    if (last) {
      onBinary.accept(Blob.of(longer.toByteArray()));
    }
  }

  private boolean fits(int kept, int more) {
    if (!tooLarge && more > limitBytes - kept) {
      tooLarge = true;
      text = null;
      binary = null;
      onTooLarge.run();
    }
    return !tooLarge;
  }
}
