package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connects many clients, some at a time. */
final class Crowd {

  private static final int AT_A_TIME = 64;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

  private final Loop loop;
  private final List<Connection> all = new ArrayList<>();
  private int shaken;

  Crowd(Loop loop) {
    this.loop = loop;
  }

  /** One of its clients has shaken hands, or will not. */
  void settled() {
    shaken++;
  }

  /** Connects until there are so many; the owner has to call {@link #settled()} for each. */
  void grow(int clients, Target target, Connection.Owner owner) throws IOException {
    boolean all =
        loop.run(
            System.nanoTime() + PATIENCE,
            () -> {},
            () -> {
              connectSome(clients, target, owner);
              return shaken == clients;
            });
    if (!all) {
      throw new IOException("only " + shaken + " of " + clients + " clients could connect");
    }
  }

  private void connectSome(int clients, Target target, Connection.Owner owner) {
    try {
      while (all.size() < clients && all.size() - shaken < AT_A_TIME) {
        all.add(Connection.begin(loop, all.size(), target, owner));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** All leave without a word. */
  void leave() throws IOException {
    for (Connection client : all) {
      client.abandon();
    }
  }

  List<Connection> clients() {
    return all;
  }
}
