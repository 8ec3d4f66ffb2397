package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;

/** Clients that can be set to work, and to rest. */
interface Work {

  /** Connects some of them, so many in all, below this path. */
  void connect(int port, String path, int clients) throws IOException;

  /** Connects those that are not yet. */
  void connect(int port, String path) throws IOException;

  void begin() throws IOException;

  /**
   * Each says a word that nobody asked for. To clients that never say anything the kernel is
   * another one: it acknowledges what they read at once, at their cost, and else later, at that of
   * the server.
   */
  void speak() throws IOException;

  /** Lets them work for so long, or until something is wrong. */
  void go(long nanos) throws IOException;

  /** Lets what is under way arrive, which is a fault if it does not. */
  void rest() throws IOException;

  /** Ends all connections. */
  void leave() throws IOException;

  Meter meter();

  /** All of one workload. */
  default void run(Settings settings, Report report) throws IOException {
    connect(settings.number("port"), "");
    begin();
    go(settings.nanos("warmup"));
    meter().start();
    go(settings.nanos("seconds"));
    meter().stop();
    rest();
    meter().report(report, "");
  }
}
