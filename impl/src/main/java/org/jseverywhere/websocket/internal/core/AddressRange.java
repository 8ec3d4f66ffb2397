package org.jseverywhere.websocket.internal.core;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * IP addresses that begin with the same bits, as CIDR writes them. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, section 3.1</a>
 */
record AddressRange(InetAddress first, int bits) {

  /**
   * Reads a range.
   *
   * @param text an address, or an address, a slash and a number of bits; checked with the options
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    try {
      // A literal: nothing is looked up.
      InetAddress address = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash));
      int all = address.getAddress().length * Byte.SIZE;
      return new AddressRange(
          address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("No address: " + text, e);
    }
  }

  boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] other = address.getAddress();
    if (ours.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((ours[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
