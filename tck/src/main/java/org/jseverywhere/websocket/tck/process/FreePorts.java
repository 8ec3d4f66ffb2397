package org.jseverywhere.websocket.tck.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * TCP ports for servers that cannot choose one themselves or do not tell which one they chose.
 *
 * <p>Between the moment a port is found free and the moment the server binds it, somebody else may
 * take it. So these ports lie below the range from which operating systems serve outgoing
 * connections and listeners on port 0, none is given out twice, and where the search begins is
 * random, for the sake of builds that run beside each other.
 */
public final class FreePorts {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private static final Random RANDOM = new Random();
  private static final Set<Integer> TAKEN = new HashSet<>();

  private FreePorts() {}

  /**
   * Finds ports that nothing listens on, on the loopback address.
   *
   * @param count how many
   * @return that many different ports, none of which was returned before
   * @throws IllegalStateException if there are not that many
   */
  public static synchronized List<Integer> take(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int attempt = 0; ports.size() < count; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(
            "Looked for %d free ports from %d to %d on the loopback address and found %s in %d attempts"
                .formatted(count, LOWEST, HIGHEST, ports, ATTEMPTS));
      }
      int port = LOWEST + RANDOM.nextInt(HIGHEST - LOWEST);
      if (!TAKEN.contains(port) && isFree(port)) {
        TAKEN.add(port);
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }
}
