package org.jseverywhere.websocket.internal.core;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jseverywhere.websocket.Blob;
import org.jseverywhere.websocket.BroadcastChannel;
import org.jseverywhere.websocket.Port;
import org.jseverywhere.websocket.ReadyState;

/**
 * Which ports of a server are in which channel. A channel without ports leaves nothing behind.
 * Threads: any.
 */
final class Channels {

  private final Writers writers;
  private final Map<String, Set<ClientPort>> members = new ConcurrentHashMap<>();

  Channels(Writers writers) {
    this.writers = writers;
  }

  BroadcastChannel channel(String name) {
    checkName(name);
    return new Channel(name);
  }

  void join(String name, ClientPort port) {
    checkName(name);
    members.compute(
        name,
        (key, ports) -> {
          Set<ClientPort> joined = ports == null ? ConcurrentHashMap.newKeySet() : ports;
          joined.add(port);
          return joined;
        });
    // A port that closed meanwhile has already left all channels, so this entry would stay for
    // ever.
    if (port.readyState() != ReadyState.OPEN) {
      leave(name, port);
    }
  }

  void leave(String name, ClientPort port) {
    members.computeIfPresent(
        name, (key, ports) -> ports.remove(port) && ports.isEmpty() ? null : ports);
  }

  void leaveAll(ClientPort port) {
    members.keySet().forEach(name -> leave(name, port));
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A channel needs a name of one character or more.");
    }
  }

  private final class Channel implements BroadcastChannel {

    private final String name;

    Channel(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<Port> ports() {
      return Set.copyOf(members.getOrDefault(name, Set.of()));
    }

    @Override
    public void postMessage(String text) {
      post(Message.of(text));
    }

    @Override
    public void postMessage(byte[] bytes) {
      post(Message.of(Blob.of(bytes)));
    }

    @Override
    public void postMessage(ByteBuffer buffer) {
      post(Message.of(Blob.of(buffer)));
    }

    @Override
    public void postMessage(Blob blob) {
      post(Message.of(blob));
    }

    @Override
    public void postLatest(String key, String text) {
      post(Message.of(text).latest(key));
    }

    @Override
    public void postLatest(String key, Blob blob) {
      post(Message.of(blob).latest(key));
    }

    private void post(Message message) {
      members.getOrDefault(name, Set.of()).forEach(port -> port.enqueue(message));
      writers.wake();
    }

    /** {@return the name} */
    @Override
    public String toString() {
      return "BroadcastChannel[" + name + "]";
    }
  }
}
