package org.jseverywhere.websocket.benchmarks.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where clients connect, on this machine. */
final class Target {

  private final InetSocketAddress address;
  private final byte[] request;
  private final boolean manySources;
  private final int receiveBuffer;

  Target(int port, String path, boolean manySources) {
    this(address(port), bytes(request(path, "127.0.0.1:" + port)), manySources, 0);
  }

  /** For clients from many addresses that begin with this, whatever it is. */
  Target(int port, String request) {
    this(address(port), bytes(request), true, 0);
  }

  private Target(
      InetSocketAddress address, byte[] request, boolean manySources, int receiveBuffer) {
    this.address = address;
    this.request = request;
    this.manySources = manySources;
    this.receiveBuffer = receiveBuffer;
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static byte[] bytes(String request) {
    return request.getBytes(StandardCharsets.US_ASCII);
  }

  /** An opening handshake with these lines too. */
  static String request(String path, String host, String... lines) {
    return Stream.concat(
            Stream.of(
                "GET " + path + " HTTP/1.1",
                "Host: " + host,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
            Stream.of(lines))
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
  }

  /** The same, for clients whose kernel takes only so many bytes before they are read. */
  Target withReceiveBuffer(int bytes) {
    return new Target(address, request, manySources, bytes);
  }

  /** Bytes, or 0 for what the system thinks best. */
  int receiveBuffer() {
    return receiveBuffer;
  }

  InetSocketAddress address() {
    return address;
  }

  /** The opening handshake. */
  ByteBuffer request() {
    return ByteBuffer.wrap(request);
  }

  /** Whether clients come from many addresses: each has only so many ports. */
  boolean manySources() {
    return manySources;
  }
}
