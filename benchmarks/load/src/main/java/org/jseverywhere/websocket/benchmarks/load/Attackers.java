package org.jseverywhere.websocket.benchmarks.load;

import java.io.IOException;

/** Clients that do harm, until they leave. */
interface Attackers {

  /** Those that do it. */
  static Attackers of(Loop loop, int port, Attack attack) {
    return attack.leaves() == Attack.Leaves.TOGETHER
        ? new AttackersTogether(loop, port, attack)
        : new AttackersApart(loop, port, attack);
  }

  /** Each of them does a little more. */
  void step() throws IOException;

  /** They leave without a word. */
  void leave() throws IOException;

  /** How often one of them was let in. */
  long connected();
}
