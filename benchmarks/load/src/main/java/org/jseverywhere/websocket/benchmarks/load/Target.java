package org.jseverywhere.websocket.benchmarks.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where clients connect, on this machine. */
final class Target {

  private final InetSocketAddress address;
  private final byte[] request;
  private final boolean manySources;
  private final int receiveBuffer;

  Target(int port, String path, boolean manySources) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.request =
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    this.manySources = manySources;
    this.receiveBuffer = 0;
  }

  private Target(Target other, int receiveBuffer) {
    this.address = other.address;
    this.request = other.request;
    this.manySources = other.manySources;
    this.receiveBuffer = receiveBuffer;
  }

  /** The same, for clients whose kernel takes only so many bytes before they are read. */
  Target withReceiveBuffer(int bytes) {
    return new Target(this, bytes);
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
