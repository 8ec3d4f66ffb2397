package org.jseverywhere.websocket.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the server's process from outside. */
final class ServerProbe {

  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final long KIB = 1024;

  /** Columns of the kernel's table of connections. */
  private static final int REMOTE = 2;

  private static final int STATE = 3;
  private static final int QUEUES = 4;
  private static final String ESTABLISHED = "01";
  private static final int HEXADECIMAL = 16;

  private final long pid;
  private final boolean java;

  ServerProbe(long pid, boolean java) {
    this.pid = pid;
    this.java = java;
  }

  /** Processor time that it has taken so far. */
  double cpuSeconds() {
    String stat = read("stat").get(0);
    // Behind the name, which may hold anything; there the state is the first field.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_PER_SECOND;
  }

  long residentBytes() {
    return status("VmRSS:") * KIB;
  }

  long threads() {
    return status("Threads:");
  }

  /** Open files, which are mostly connections. */
  int descriptors() {
    String[] names = Path.of("/proc", Long.toString(pid), "fd").toFile().list();
    return names == null ? 0 : names.length;
  }

  /** Bytes that the kernel has of the server for clients at these ports, and cannot get rid of. */
  long unsentBytes(Set<Integer> clientPorts) {
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> read(table).stream())
        .map(line -> line.trim().split("\\s+", -1))
        .filter(fields -> fields[STATE].equals(ESTABLISHED))
        // The client's own end is in the same table; there the port is that of the local address.
        .filter(fields -> clientPorts.contains(port(fields[REMOTE])))
        .mapToLong(fields -> Long.parseLong(fields[QUEUES].split(":", -1)[0], HEXADECIMAL))
        .sum();
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
  }

  /** What lives on the heap after a full collection, or -1 if it is no JVM. */
  long liveBytes() throws IOException {
    if (!java) {
      return -1;
    }
    // Twice: what finalizers and cleaners hold goes with the second collection.
    histogramTotal();
    return histogramTotal();
  }

  private long histogramTotal() throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    long total = -1;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("Total")) {
          total = Long.parseLong(line.trim().split("\\s+", -1)[2]);
        }
      }
    }
    return total;
  }

  private long status(String name) {
    return read("status").stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(-1);
  }

  private List<String> read(String file) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("the server has ended", e);
    }
  }
}
