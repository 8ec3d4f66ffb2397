package org.jseverywhere.websocket.tck.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process listens on, as Linux tells it under /proc. */
public final class ListeningSockets {

  private static final String LISTEN = "0A";
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  private ListeningSockets() {}

  /**
   * Lists the TCP sockets on which a process accepts connections.
   *
   * @param pid a running process of the same user
   * @return address and port of each
   * @throws IOException if the system does not tell
   */
  public static List<InetSocketAddress> of(long pid) throws IOException {
    Path directory = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = socketsOf(directory.resolve("fd"));
    List<InetSocketAddress> listening = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Files.readAllLines(directory.resolve(table)).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns[3].equals(LISTEN) && sockets.contains(columns[9]))
          .forEach(columns -> listening.add(address(columns[1])));
    }
    return listening;
  }

  /** The inodes of all sockets that the process has open. */
  private static Set<String> socketsOf(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(descriptors)) {
      for (Path descriptor : (Iterable<Path>) open::iterator) {
        Matcher socket = SOCKET.matcher(target(descriptor));
        if (socket.matches()) {
          inodes.add(socket.group(1));
        }
      }
    }
    return inodes;
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    }
  }

  /** Reads an address as in 0100007F:1F90, which is 127.0.0.1:8080 in words of little endian. */
  private static InetSocketAddress address(String column) {
    int colon = column.indexOf(':');
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(column, 0, colon));
    ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(address.array()),
          HexFormat.fromHexDigits(column, colon + 1, column.length()));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Not an address of 4 or 16 bytes: " + column, e);
    }
  }
}
