package io.lakewright.source;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those that lead into somebody's own network, by the
 * registries of special-purpose addresses (RFC 6890 and its successors).
 */
final class PublicAddress {
  /** IPv4 addresses that are not public. */
  private static final List<Block> SPECIAL =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carriers' NAT
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // Azure's host agent, the one public address that is not
          "169.254.0.0/16", // link-local, with the cloud metadata services
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast

  /** Outside lie loopback, mapped and translated IPv4, unique-local, link-local and multicast. */
  private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

  /** IPv6 addresses within global unicast that are not public, or hide an IPv4 address. */
  private static final List<Block> SPECIAL_GLOBAL =
      blocks(
          "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "3fff::/20"); // documentation

  private PublicAddress() {}

  /** Whether the address is one of the public internet. */
  static boolean is(InetAddress address) {
    return is(address.getAddress());
  }

  /** The same for its 4 or 16 bytes. */
  static boolean is(byte[] address) {
    return address.length == 4
        ? SPECIAL.stream().noneMatch(block -> block.holds(address))
        : GLOBAL_UNICAST.holds(address)
            && SPECIAL_GLOBAL.stream().noneMatch(block -> block.holds(address));
  }

  private static List<Block> blocks(String... cidr) {
    return Stream.of(cidr).map(Block::of).toList();
  }

  /** The addresses that share their first bits. */
  private record Block(int bytes, BigInteger start, int freeBits) {
    static Block of(String cidr) {
      String[] parts = cidr.split("/", -1);
      try {
        byte[] start = InetAddress.getByName(parts[0]).getAddress();
        int freeBits = start.length * 8 - Integer.parseInt(parts[1]);
        return new Block(start.length, new BigInteger(1, start).shiftRight(freeBits), freeBits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("Not an address: " + cidr, e);
      }
    }

    boolean holds(byte[] address) {
      return address.length == bytes
          && new BigInteger(1, address).shiftRight(freeBits).equals(start);
    }
  }
}
