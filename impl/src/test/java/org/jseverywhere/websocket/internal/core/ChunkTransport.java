package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/** A network in memory that takes several messages at a time and completes a write when told. */
final class ChunkTransport implements Transport {

  private final List<String> writes = new ArrayList<>();
  private final Queue<Completion> pending = new ArrayDeque<>();
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private int batchBytes;

  ChunkTransport(int batchBytes, Trait... traits) {
    this.batchBytes = batchBytes;
    this.traits.addAll(Arrays.asList(traits));
  }

  synchronized void batchBytes(int bytes) {
    batchBytes = bytes;
  }

  /** Each write: the messages of a batch in brackets, a single one as it is. */
  synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  /** Completes the write that is under way. */
  void complete() {
    next().done(null);
  }

  void fail(Throwable failure) {
    next().done(failure);
  }

  /** The client takes a part of it. */
  synchronized void progress() {
    pending.element().progress();
  }

  private synchronized Completion next() {
    return pending.remove();
  }

  @Override
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  @Override
  public synchronized int batchBytes() {
    return batchBytes;
  }

  private static String name(Message message) {
    return message.isText() ? message.text() : "binary " + message.sizeBytes();
  }

  @Override
  public synchronized void write(Message message, Completion completion) {
    writes.add(name(message));
    pending.add(completion);
  }

  @Override
  public synchronized void write(Message[] messages, int count, Completion completion) {
    writes.add(
        Arrays.stream(messages, 0, count)
            .map(ChunkTransport::name)
            .collect(Collectors.joining(" ", "[", "]")));
    pending.add(completion);
  }

  @Override
  public void ping(ByteBuffer payload, Completion completion) {
    completion.done(null);
  }

  @Override
  public synchronized void close(int code, String reason) {
    writes.add("close " + code);
  }

  @Override
  public synchronized void drop() {
    writes.add("drop");
  }
}
